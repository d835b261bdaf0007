import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { connectMeta, metaDelivery, metaText, postMeta } from '../../test/meta.ts'
import { type TestTenant, twoTenants } from '../../test/twoTenants.ts'

const PLATFORM = 'test-app-secret'
const TRUE_TOKEN = 'token-of-the-owner'

let graph: Server
let program: TestApp
let owner: TestTenant
let squatter: TestTenant

/** A production server whose provider confirms one token and refuses all others. */
beforeAll(async () => {
  graph = createServer((request, response) => {
    const right = request.headers.authorization === `Bearer ${TRUE_TOKEN}`
    const error = { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190 }
    const id = request.url!.split('?')[0]!.split('/').at(-1)
    const body = right ? { id, display_phone_number: '+1 555-093-4873' } : { error }
    response.writeHead(right ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => graph.once('listening', resolve))
  const metaGraphUrl = `http://127.0.0.1:${(graph.address() as AddressInfo).port}`
  program = await buildApp({ jobs: true, parts: { config: { production: true, metaGraphUrl } } })
  ;({ a: owner, b: squatter } = await twoTenants(program))
})
afterAll(async () => {
  await program.close()
  graph.close()
})
// Jobs read both tables, in their own order: to truncate them meanwhile may end in a deadlock.
beforeEach(() => program.database.query('delete from raw_event_pending; delete from raw_event'))

const log = () =>
  program.database.query('select disposition, quarantine_reason as reason, tenant_id is null as nobodys from raw_event')

async function connect(tenant: TestTenant, accessToken: string) {
  const number = await connectMeta(program, tenant, { accessToken })
  await program.context.queue.idle()
  const { data } = await program.call(tenant, 'GET', `/api/v1/channels/${number.id}`)
  return { number, status: data.status }
}

describe('in production the platform’s app delivers', () => {
  it('to a channel that the provider confirmed by itself after it was connected', async () => {
    const { number, status } = await connect(owner, TRUE_TOKEN)
    expect(status).toBe('connected')
    const body = metaDelivery(number.wabaId, metaText(number.phoneNumberId))
    expect((await postMeta(program, { secret: PLATFORM, body })).statusCode).toBe(200)
    expect(await log()).toEqual([{ disposition: 'accepted', reason: null, nobodys: false }])
  })

  it('nothing to a tenant that only named the number: it is kept aside, for nobody to see', async () => {
    const { number, status } = await connect(squatter, 'made-up')
    expect(status).toBe('error')
    const account = { field: 'account_update', value: { event: 'VERIFIED_ACCOUNT' } }
    for (const change of [metaText(number.phoneNumberId), account]) {
      expect(
        (await postMeta(program, { secret: PLATFORM, body: metaDelivery(number.wabaId, change) })).statusCode,
      ).toBe(200)
    }
    const kept = { disposition: 'quarantined', reason: 'unproven_number', nobodys: true }
    expect(await log()).toEqual([kept, kept])
  })

  it('still takes what a channel’s own app signs, proven or not', async () => {
    const { number } = await connect(squatter, 'made-up')
    const body = metaDelivery(number.wabaId, metaText(number.phoneNumberId))
    await postMeta(program, { path: number.path, secret: number.appSecret, body })
    expect(await log()).toEqual([{ disposition: 'accepted', reason: null, nobodys: false }])
  })
})
