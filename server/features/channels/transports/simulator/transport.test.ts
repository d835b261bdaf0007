import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../../../platform/ids/index.ts'
import { closeContext, type TestContext, testContext } from '../../../../test/context.ts'
import { makeShop, type Shop } from '../../../../test/deliveries.ts'
import { type TestDb, withDb } from '../../../../test/withDb.ts'
import type { OutboundMessage } from '../../contract/message.ts'
import { parseRawEvent, readRawEvents } from '../../deliveries/raw-event.ts'
import { simulator } from './transport.ts'
import '../registry.ts'

let database: TestDb
let context: TestContext
let a: Shop
let b: Shop

beforeAll(async () => {
  database = await withDb()
  context = testContext(database)
  a = await makeShop(database)
  b = await makeShop(database)
})
afterAll(async () => {
  await closeContext(context)
  await database.close()
})

const message: OutboundMessage = {
  to: { kind: 'wa_id', value: '212612345678' },
  type: 'text',
  content: { text: { body: 'Your order is on its way' } },
  callbackData: 'attempt-7',
}
const send = (shop: Shop) => {
  const channel = { id: shop.channelId, tenantId: shop.tenantId, externalId: null, externalAccountId: null }
  return simulator.send(context, channel, {}, message, new AbortController().signal)
}

it('accepts at once, and its statuses take the way of any provider’s, to the own tenant only', async () => {
  const outcome = await send(a)
  expect(outcome).toEqual({ kind: 'accepted', providerMessageId: expect.stringMatching(/^sim\.[0-9a-f-]{36}$/) })
  const ids = await database.query<{ id: string }>('select id from raw_event_pending where tenant_id = $1', [
    a.tenantId,
  ])
  const [raw] = await context.db.tenant(a.tenantId, tx => readRawEvents(tx, [ids[0]!.id]))
  const { providerMessageId } = outcome as { providerMessageId: string }
  expect(parseRawEvent(raw!).statuses).toMatchObject([
    { providerMessageId, status: 'sent', callbackData: 'attempt-7' },
    { providerMessageId, status: 'delivered', callbackData: 'attempt-7' },
  ])
  expect(await context.db.tenant(b.tenantId, tx => readRawEvents(tx, [ids[0]!.id]))).toEqual([])
})

it('gives every message an id of its own', async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => send(b)))
  expect(new Set(outcomes.map(outcome => (outcome as { providerMessageId: string }).providerMessageId)).size).toBe(20)
})

it('has accepted nothing when it cannot keep it', async () => {
  await database.query('revoke insert on raw_event from tawsil_system')
  try {
    expect(await send(a)).toMatchObject({ kind: 'refused', retry: 'later' })
  } finally {
    await database.query('grant insert on raw_event to tawsil_system')
  }
})

it('reads what is not its own shape as nothing, without an error', () => {
  const channel = { id: newId(), externalId: null, externalAccountId: null }
  for (const text of [
    '{}',
    '[]',
    '7',
    'null',
    '{"messages":{},"statuses":[null,{"id":1}]}',
    '{"messages":[{"id":"x"}]}',
  ]) {
    const raw = { body: Buffer.from(text), headers: {}, receivedAt: new Date() }
    expect(simulator.parse(raw, channel)).toEqual({ messages: [], statuses: [], notices: [] })
  }
})
