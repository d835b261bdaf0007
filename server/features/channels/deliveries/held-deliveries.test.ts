import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectMeta, metaDelivery, metaText, postMeta } from '../../../test/meta.ts'
import { openProvider, type TestProvider } from '../../../test/provider.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { drainIntake } from '../../messaging/index.ts'
import { testChannel } from '../lifecycle/channel.ts'
import { giveKept, justProvenChannels, unprovenChannels } from './held-deliveries.ts'

const PLATFORM = 'test-app-secret'
const SYSTEM = { kind: 'system' } as const

let app: TestApp
let a: TestTenant
let b: TestTenant
let provider: TestProvider
const query = (sql: string, values: unknown[] = []) => app.database.query(sql, values)

beforeAll(async () => {
  provider = await openProvider()
  app = await buildApp({ parts: { config: { production: true, metaGraphUrl: provider.origin } } })
  ;({ a, b } = await twoTenants(app))
})
afterAll(async () => {
  await app.close()
  await provider.close()
})

/** A number that nobody has asked the provider about yet. */
async function connect(tenant: TestTenant) {
  const number = await connectMeta(app, tenant)
  return { ...number, id: readId('channel', number.id)!, tenantId: readId('tenant', tenant.tenantId)! }
}
type Connected = Awaited<ReturnType<typeof connect>>

async function prove({ id, tenantId, phoneNumberId, wabaId }: Connected) {
  const answer = (path: string, body: object) =>
    provider.on(path, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  answer(`/v24.0/${phoneNumberId}?fields=id,display_phone_number,verified_name,status`, { id: phoneNumberId })
  answer(`/v24.0/${wabaId}/phone_numbers?fields=id&limit=100`, { data: [{ id: phoneNumberId }] })
  await testChannel(app.context, tenantId, id, SYSTEM)
}

const deliver = async (account: string, ...changes: unknown[]) =>
  expect((await postMeta(app, { secret: PLATFORM, body: metaDelivery(account, ...changes) })).statusCode).toBe(200)
const texts = async (tenantId: Uuid) => {
  await drainIntake(app.context)
  const rows = await query(
    `select content #>> '{text,body}' as body from message where tenant_id = $1 and direction = 'inbound' order by seq`,
    [tenantId],
  )
  return rows.map(row => row.body)
}

describe('a number that was not asked about when it was connected', () => {
  it('is found by the schedule until the provider has confirmed it, then no more', async () => {
    const mine = await connect(a)
    const unproven = async () => (await unprovenChannels(app.context)).map(({ id }) => id)
    expect(await unproven()).toContain(mine.id)
    await query(`update channel set status = 'error', state_at = now() where id = $1`, [mine.id])
    expect(await unproven()).toContain(mine.id)
    await prove(mine)
    expect(await unproven()).not.toContain(mine.id)
    expect((await justProvenChannels(app.context)).map(({ id }) => id)).toContain(mine.id)
  })

  it('gets what came for it meanwhile, once, and nothing that came for another', async () => {
    const [mine, others] = [await connect(a), await connect(b)]
    const say = ({ phoneNumberId }: Connected, body: string, from = '212600000077') =>
      metaText(phoneNumberId, { body, from })
    await deliver(mine.wabaId, say(mine, 'first'))
    await deliver(others.wabaId, say(others, 'not mine'), say(mine, 'second'))
    await deliver(mine.wabaId, say(others, `quotes ${mine.phoneNumberId}`))
    await prove(mine)
    expect(await texts(mine.tenantId)).toEqual([])
    const waits = { data: { tenantId: mine.tenantId, channelId: mine.id } }
    expect(app.context.queue.added).toContainEqual(
      expect.objectContaining({ ...waits, name: 'give channel its deliveries' }),
    )
    expect(await giveKept(app.context, mine.tenantId, mine.id)).toBe(2)
    expect(await texts(mine.tenantId)).toEqual(['first', 'second'])
    expect(await texts(others.tenantId)).toEqual([])
    expect(await giveKept(app.context, mine.tenantId, mine.id)).toBe(0)
    expect(await giveKept(app.context, others.tenantId, others.id)).toBe(0)
    await prove(others)
    expect(await giveKept(app.context, others.tenantId, others.id)).toBe(2)
    expect((await texts(others.tenantId)).sort()).toEqual(['not mine', `quotes ${mine.phoneNumberId}`])
    expect(await texts(mine.tenantId)).toEqual(['first', 'second'])
  })

  it('does not get what came for it before it was connected, when it was somebody else’s', async () => {
    const before = await connect(b)
    await deliver(before.wabaId, metaText(before.phoneNumberId, { body: 'to the business before' }))
    await app.call(b, 'DELETE', `/api/v1/channels/chn_${before.id}`)
    await query('delete from channel_route where channel_id = $1', [before.id])
    const { phoneNumberId, wabaId } = before
    const number = await connectMeta(app, a, { phoneNumberId, wabaId })
    const after = { ...number, id: readId('channel', number.id)!, tenantId: readId('tenant', a.tenantId)! }
    await prove(after)
    expect(await giveKept(app.context, after.tenantId, after.id)).toBe(0)
  })
})
