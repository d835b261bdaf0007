import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readId } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectMeta, metaDelivery, metaText, postMeta } from '../../../test/meta.ts'
import { aSender } from '../../../test/twilio.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { expireClaims } from './claim.ts'

const TRUE_TOKEN = 'token-of-the-owner'
const WABA = '102290129900001'

let graph: Server
let program: TestApp
let owner: TestTenant
let squatter: TestTenant

/** A production server whose provider confirms one token, for every number of one account. */
beforeAll(async () => {
  graph = createServer((request, response) => {
    if (request.url!.startsWith('/2010-04-01/')) return void answerAsTwilio(request, response)
    const right = request.headers.authorization === `Bearer ${TRUE_TOKEN}`
    const [, , id, edge] = new URL(request.url!, 'http://graph').pathname.split('/')
    const error = { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190 }
    const numbers = Array.from({ length: 9 }, (_, no) => ({ id: `10654035299000${no}` }))
    const body = right ? (edge ? { data: numbers } : { id, display_phone_number: '+1 555-093-4873' }) : { error }
    response.writeHead(right ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => graph.once('listening', resolve))
  const metaGraphUrl = `http://127.0.0.1:${(graph.address() as AddressInfo).port}`
  program = await buildApp({
    jobs: true,
    parts: { config: { production: true, metaGraphUrl, twilioApiUrl: metaGraphUrl } },
  })
  ;({ a: owner, b: squatter } = await twoTenants(program))
})
afterAll(async () => {
  await program.close()
  graph.close()
})

/** An account with one right token. */
function answerAsTwilio({ url, headers }: IncomingMessage, response: ServerResponse): void {
  const sid = /Accounts\/(AC\w+)\.json/.exec(url!)?.[1]
  const right = headers.authorization === `Basic ${Buffer.from(`${sid}:${TRUE_TOKEN}`).toString('base64')}`
  const body = right ? { sid, status: 'active' } : { code: 20003, message: 'Authenticate', status: 401 }
  response.writeHead(right ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const numberOf = (no: number) => `10654035299000${no}`
async function claim(tenant: TestTenant, no: number, accessToken: string) {
  const channel = await connectMeta(program, tenant, { accessToken, phoneNumberId: numberOf(no), wabaId: WABA })
  await program.context.queue.idle()
  return channel
}
const show = async (tenant: TestTenant, id: string) =>
  (await program.call(tenant, 'GET', `/api/v1/channels/${id}`)).data
const ask = (tenant: TestTenant, no: number, accessToken: string) =>
  program.call(tenant, 'POST', '/api/v1/channels', {
    provider: 'cloud_api',
    name: 'Number',
    credentials: { phoneNumberId: numberOf(no), wabaId: WABA, accessToken, appSecret: 'a-secret-of-mine' },
  })
const eventsOf = (id: string) =>
  program.database.query<{ data: { changed: { status?: string; statusReason?: string } } }>(
    `select data from event where type = 'channel.updated' and aggregate_id = $1 order by txid, position`,
    [readId('channel', id)],
  )

describe('a number that somebody only claims', () => {
  it('goes to the one whom the provider confirms, and the other is told why the channel does nothing any more', async () => {
    const squatted = await claim(squatter, 1, 'made-up')
    const owned = await claim(owner, 1, TRUE_TOKEN)
    expect(await show(owner, owned.id)).toMatchObject({ status: 'connected' })
    const lost = await show(squatter, squatted.id)
    expect(lost).toMatchObject({ status: 'error', statusReason: expect.stringContaining('another business') })
    expect((await eventsOf(squatted.id)).at(-1)?.data.changed).toEqual({
      status: 'error',
      statusReason: lost.statusReason,
      statusMeaning: 'number_claimed',
    })
    const body = metaDelivery(WABA, metaText(numberOf(1)))
    expect((await postMeta(program, { secret: 'test-app-secret', body })).statusCode).toBe(200)
    const rows = await program.database.query('select channel_id from raw_event where tenant_id is not null')
    expect(rows).toEqual([{ channel_id: readId('channel', owned.id) }])
  })

  it('stays lost, whatever the provider says later', async () => {
    const squatted = await claim(squatter, 2, 'made-up')
    await claim(owner, 2, TRUE_TOKEN)
    const { data } = await program.call(squatter, 'POST', `/api/v1/channels/${squatted.id}/test`)
    expect(data).toMatchObject({ status: 'error', statusReason: expect.stringContaining('another business') })
    expect((await ask(squatter, 2, 'made-up')).body.error!.code).toBe('CHANNEL_NUMBER_TAKEN')
  })

  it('is not given to another who only claims it, and a confirmed one to nobody', async () => {
    await claim(squatter, 3, 'made-up')
    expect((await ask(owner, 3, 'made-up-too')).body.error!.code).toBe('CHANNEL_NUMBER_TAKEN')
    await claim(owner, 4, TRUE_TOKEN)
    expect((await ask(squatter, 4, TRUE_TOKEN)).body.error!.code).toBe('CHANNEL_NUMBER_TAKEN')
  })

  it('is as little anybody’s at Twilio', async () => {
    const credentials = (authToken: string) => ({ ...aSender({ from: '+15005550199' }), authToken })
    const connect = (tenant: TestTenant, authToken: string) =>
      program.call(tenant, 'POST', '/api/v1/channels', {
        provider: 'twilio',
        name: 'Number',
        credentials: credentials(authToken),
      })
    const squatted = (await connect(squatter, 'a-token-that-is-made-up-1234567')).data
    await program.context.queue.idle()
    expect((await connect(owner, 'another-made-up-token-12345678')).body.error!.code).toBe('CHANNEL_NUMBER_TAKEN')
    expect((await connect(owner, TRUE_TOKEN)).status).toBe(201)
    expect(await show(squatter, `${squatted.id}`)).toMatchObject({
      status: 'error',
      statusReason: expect.stringContaining('another business'),
    })
  })

  it('is free after a day, with the reason at the channel', async () => {
    const [old, young] = [await claim(squatter, 5, 'made-up'), await claim(squatter, 6, 'made-up')]
    const proven = await claim(owner, 7, TRUE_TOKEN)
    const age = `update channel set claimed_at = now() - interval '25 hours' where id = any($1)`
    await program.database.query(age, [[old, proven].map(({ id }) => readId('channel', id))])
    await expireClaims(program.context)
    expect(await show(squatter, old.id)).toMatchObject({ statusReason: expect.stringContaining('within a day') })
    expect((await show(squatter, young.id)).statusReason).not.toContain('within a day')
    expect(await show(owner, proven.id)).toMatchObject({ status: 'connected' })
    expect((await ask(owner, 5, 'not-known-yet')).status).toBe(201)
  })
})
