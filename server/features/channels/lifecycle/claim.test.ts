import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readId, showId, type Uuid } from '../../../platform/ids/index.ts'
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
    if (/^\/(2010-04-01|v2)\//.test(request.url!)) return void answerAsTwilio(request, response)
    const right = request.headers.authorization === `Bearer ${TRUE_TOKEN}`
    const [, , id, edge] = new URL(request.url!, 'http://graph').pathname.split('/')
    const error = { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190 }
    const numbers = Array.from({ length: 10 }, (_, no) => ({ id: `10654035299000${no}` }))
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

const STRANGER = `AC${'9'.repeat(32)}`
const TWILIO_NUMBERS = ['+15005550198', '+15005550199']

/** Accounts with one right token. All have the numbers, except the stranger's. */
function answerAsTwilio({ url, headers }: IncomingMessage, response: ServerResponse): void {
  const [sid, token] = `${Buffer.from(headers.authorization!.replace('Basic ', ''), 'base64')}`.split(':')
  const right = token === TRUE_TOKEN
  const senders = sid === STRANGER ? [] : TWILIO_NUMBERS.map(number => ({ sender_id: `whatsapp:${number}` }))
  const found = url!.startsWith('/v2/') ? { senders, meta: { next_page_url: null } } : { sid, status: 'active' }
  const body = right ? found : { code: 20003, message: 'Authenticate', status: 401 }
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
/** The channels, as shown, that have a number. */
const holdersOf = async (no: number) => {
  const rows = await program.database.query<{ id: Uuid }>(
    `select channel_id as id from channel_route where kind = 'number' and external_id = $1`,
    [numberOf(no)],
  )
  return rows.map(({ id }) => showId('channel', id))
}
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
  })

  it('is not given to another who only claims it, and a confirmed one to nobody', async () => {
    const first = await claim(squatter, 3, 'made-up')
    await claim(owner, 3, 'made-up-too')
    expect(await holdersOf(3)).toEqual([first.id])
    const confirmed = await claim(owner, 4, TRUE_TOKEN)
    const late = await claim(squatter, 4, TRUE_TOKEN)
    expect(await show(squatter, late.id)).toMatchObject({
      status: 'error',
      statusReason: expect.stringContaining('confirmed before'),
    })
    expect(await show(owner, confirmed.id)).toMatchObject({ status: 'connected' })
    expect(await holdersOf(4)).toEqual([confirmed.id])
  })

  it('tells nobody who has proven nothing whether another has it: all answers are those for a free one', async () => {
    await claim(owner, 8, TRUE_TOKEN)
    const said = async (no: number) => {
      const { status, data, body } = await ask(squatter, no, 'made-up')
      const id = `${data.id}`
      await program.context.queue.idle()
      const told = [status, body, await show(squatter, id), await eventsOf(id)]
      await program.call(squatter, 'DELETE', `/api/v1/channels/${id}`)
      const own = [id, id.slice(-32), readId('channel', id)!, numberOf(no)]
      const text = JSON.stringify(told).replace(/"\d{4}-\d\d-\d\dT[^"]*"|"verifyToken":"[^"]*"/g, '""')
      return own.reduce((all, name) => all.replaceAll(name, 'its'), text)
    }
    expect(await said(8)).toBe(await said(9))
  })

  it('is taken at the proof though it was another’s claim when it was connected', async () => {
    const first = await claim(squatter, 0, 'made-up')
    const second = await claim(owner, 0, 'not-yet-right')
    expect(await holdersOf(0)).toEqual([first.id])
    await program.call(owner, 'PATCH', `/api/v1/channels/${second.id}`, { credentials: { accessToken: TRUE_TOKEN } })
    await program.context.queue.idle()
    expect(await holdersOf(0)).toEqual([second.id])
    expect(await show(owner, second.id)).toMatchObject({ status: 'connected' })
    expect(await show(squatter, first.id)).toMatchObject({ statusReason: expect.stringContaining('another business') })
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
    const unproven = (await connect(owner, 'another-made-up-token-12345678')).data
    await program.context.queue.idle()
    expect(await show(owner, `${unproven.id}`)).toMatchObject({ status: 'error' })
    await program.call(owner, 'DELETE', `/api/v1/channels/${unproven.id}`)
    expect((await connect(owner, TRUE_TOKEN)).status).toBe(201)
    await program.context.queue.idle()
    expect(await show(squatter, `${squatted.id}`)).toMatchObject({
      status: 'error',
      statusReason: expect.stringContaining('another business'),
    })
  })

  it('is not proven by an account at Twilio that works but does not have it', async () => {
    const connect = async (tenant: TestTenant, changes: object) => {
      const credentials = { ...aSender({ from: TWILIO_NUMBERS[0]!, authToken: TRUE_TOKEN }), ...changes }
      const body = { provider: 'twilio', name: 'Number', credentials }
      const { data } = await program.call(tenant, 'POST', '/api/v1/channels', body)
      await program.context.queue.idle()
      return await show(tenant, `${data.id}`)
    }
    const squatted = await connect(squatter, { accountSid: STRANGER })
    expect(squatted).toMatchObject({ status: 'error', statusReason: expect.stringContaining('no WhatsApp sender') })
    expect(await connect(owner, {})).toMatchObject({ status: 'connected' })
    const statusReason = expect.stringContaining('another business')
    expect(await show(squatter, `${squatted.id}`)).toMatchObject({ statusReason })
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
