import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readId } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectMeta, metaDelivery, metaText, postMeta } from '../../../test/meta.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { testChannel } from '../lifecycle/channel.ts'

const PLATFORM = 'test-app-secret'
const TRUE_TOKEN = 'token-of-the-owner'
const OTHERS_TOKEN = 'token-of-another-business'

let graph: Server
/** What happens while the provider is answering. */
let meanwhile = async () => {}
let program: TestApp
let owner: TestTenant
let squatter: TestTenant

/** The numbers of each account, as the provider knows them. */
const ACCOUNTS: Record<string, string[]> = {}

/** A production server whose provider confirms some tokens and refuses all others. */
beforeAll(async () => {
  graph = createServer(async (request, response) => {
    await meanwhile()
    const right = [TRUE_TOKEN, OTHERS_TOKEN].some(token => request.headers.authorization === `Bearer ${token}`)
    const error = { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190 }
    const { pathname, searchParams } = new URL(request.url!, 'http://graph')
    const [, , id, edge] = pathname.split('/')
    const found = edge
      ? pageOf(ACCOUNTS[id!] ?? [], searchParams.get('after'))
      : { id, display_phone_number: '+1 555-093-4873' }
    const body = right ? found : { error }
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
// Jobs read both tables, in their own order: truncating them at the same time may end in a deadlock.
beforeEach(() => {
  meanwhile = async () => {}
  return program.database.query('delete from raw_event_pending; delete from raw_event')
})

const log = () =>
  program.database.query('select disposition, quarantine_reason as reason, tenant_id is null as nobodys from raw_event')

/** One number on each page, so that none is found only because it comes first. */
function pageOf(numbers: readonly string[], after: string | null) {
  const at = after === null ? 0 : Number(after)
  const next = at + 1 < numbers.length ? { paging: { cursors: { after: String(at + 1) } } } : {}
  return { data: numbers.slice(at, at + 1).map(id => ({ id })), ...next }
}

let numbers = 0

/** Connects a number that belongs to an account at the provider, and names that account or another one. */
async function connect(tenant: TestTenant, accessToken: string, named?: string, isOf?: string) {
  const phoneNumberId = `10654035299${String(++numbers).padStart(4, '0')}`
  const wabaId = isOf ?? `1022901299${String(numbers).padStart(5, '0')}`
  ACCOUNTS[wabaId] = [...(ACCOUNTS[wabaId] ?? ['1', '2']), phoneNumberId]
  const number = await connectMeta(program, tenant, { accessToken, phoneNumberId, wabaId: named ?? wabaId })
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

  it('the account’s news to the business that has it, never to another that only names the account', async () => {
    const { number } = await connect(owner, TRUE_TOKEN)
    await connect(squatter, OTHERS_TOKEN, number.wabaId)
    const named = await connect(squatter, OTHERS_TOKEN)
    const path = `/api/v1/channels/${named.number.id}`
    expect(named.status).toBe('connected')
    await program.call(squatter, 'PATCH', path, { credentials: { wabaId: number.wabaId } })
    await program.context.queue.idle()
    expect((await program.call(squatter, 'GET', path)).data).toMatchObject({
      status: 'error',
      statusReason: expect.stringContaining('wabaId'),
    })
    const news = metaDelivery(number.wabaId, { field: 'account_update', value: { event: 'VERIFIED_ACCOUNT' } })
    await program.call(owner, 'DELETE', `/api/v1/channels/${number.id}`)
    await postMeta(program, { secret: PLATFORM, body: news })
    expect(await log()).toEqual([{ disposition: 'quarantined', reason: 'unproven_number', nobodys: true }])
  })

  it('the account’s news to every proven number of the business that has it', async () => {
    const first = await connect(owner, TRUE_TOKEN)
    const { wabaId, appSecret } = first.number
    const second = await connect(owner, TRUE_TOKEN, wabaId, wabaId)
    await connect(squatter, OTHERS_TOKEN, wabaId)
    const unproven = await connect(owner, 'made-up', wabaId, wabaId)
    expect([first.status, second.status, unproven.status]).toEqual(['connected', 'connected', 'error'])
    const told = async () => {
      const rows = await program.database.query('select channel_id from raw_event order by channel_id')
      return rows.map(row => row.channel_id)
    }
    const both = [first.number.id, second.number.id].map(id => readId('channel', id))
    const body = metaDelivery(wabaId, { field: 'account_update', value: { event: 'VERIFIED_ACCOUNT' } })
    for (let turn = 0; turn < 2; turn++) {
      await program.database.query('delete from raw_event_pending; delete from raw_event')
      await postMeta(program, { secret: PLATFORM, body })
      expect(await told()).toEqual(both)
    }
    await program.database.query('delete from raw_event_pending; delete from raw_event')
    await postMeta(program, { path: first.number.path, secret: appSecret, body })
    expect(await told()).toEqual(both)
  })

  it('nothing for an account that was named while the one before was asked about', async () => {
    const { number } = await connect(squatter, OTHERS_TOKEN)
    const id = readId('channel', number.id)!
    const tenantId = readId('tenant', squatter.tenantId)!
    const checking = testChannel(program.context, tenantId, id, { kind: 'system' })
    const moved = `update channel set external_account_id = 'another', proven_at = null where id = $1`
    meanwhile = async () => void (await program.database.query(moved, [id]))
    await checking
    expect(await program.database.query('select proven_at from channel where id = $1', [id])).toEqual([
      { proven_at: null },
    ])
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
