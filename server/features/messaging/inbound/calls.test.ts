import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectNumber, receive } from '../../../test/contracts/meta.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import type { ConversationView } from '../conversations/conversation.schema.ts'
import type { MessageView } from '../messages/message-view.schema.ts'

const NUMBER = '106540352242907'
const CUSTOMER = '212600000001'
const ID = 'wacid.A'
let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  await connectNumber(app, a, { number: NUMBER, account: 'waba' })
})
afterAll(() => app.close())
beforeEach(() => app.database.query('truncate conversation, contact, message, message_key cascade'))

const BEGAN = Math.floor(Date.now() / 1000) - 600
const iso = (seconds: number) => new Date(seconds * 1000).toISOString()
const told = (part: object, field = 'calls') => {
  const metadata = { phone_number_id: NUMBER, display_phone_number: '15550001111' }
  const value = { messaging_product: 'whatsapp', metadata, ...part }
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: 'waba', changes: [{ field, value }] }] })
}
const call = (changes: object) => {
  const one = { id: ID, from: CUSTOMER, to: '15550001111', direction: 'USER_INITIATED', timestamp: `${BEGAN}` }
  return told({ calls: [{ ...one, ...changes }], contacts: [{ wa_id: CUSTOMER, profile: { name: 'Sara' } }] })
}
const connect = call({ event: 'connect', session: { sdp_type: 'offer', sdp: 'v=0' } })
const missed = call({ event: 'terminate', timestamp: `${BEGAN + 30}`, status: 'FAILED' })
const length = { start_time: `${BEGAN + 5}`, end_time: `${BEGAN + 47}`, duration: 42 }
const talked = call({ event: 'terminate', timestamp: `${BEGAN + 47}`, status: 'COMPLETED', ...length })
const text = told(
  {
    contacts: [{ wa_id: CUSTOMER, profile: { name: 'Sara' } }],
    messages: [{ id: 'wamid.T', from: CUSTOMER, timestamp: `${BEGAN + 60}`, type: 'text', text: { body: 'Hi' } }],
  },
  'messages',
)
const ours = { from: '15550001111', to: CUSTOMER, direction: 'BUSINESS_INITIATED' }
const status = (word: string) =>
  told({ statuses: [{ id: ID, type: 'call', status: word, timestamp: `${BEGAN + 9}`, recipient_id: CUSTOMER }] })

const conversation = async () =>
  (await app.call<ConversationView[]>(a, 'GET', '/api/v1/conversations')).data[0] as ConversationView
async function thread(): Promise<MessageView[]> {
  const path = `/api/v1/conversations/${(await conversation()).id}/messages`
  expect((await app.call(b, 'GET', path)).status).toBe(404)
  return (await app.call<MessageView[]>(a, 'GET', path)).data
}
const notices = async () => await app.database.query(`select 1 from event where type = 'channel.notified'`)

describe('a call of a customer', () => {
  it.each([
    ['told in order', [connect, missed]],
    ['whose end comes first', [missed, connect]],
    ['told twice', [connect, connect, missed, missed, connect]],
  ])('that nobody takes is one missed call that waits for a person: %s', async (_what, deliveries) => {
    for (const delivery of deliveries) await receive(app, delivery)
    expect(await thread()).toMatchObject([
      {
        type: 'call',
        direction: 'inbound',
        providerMessageId: ID,
        call: { status: 'missed', direction: 'inbound', startedAt: iso(BEGAN), endedAt: iso(BEGAN + 30) },
      },
    ])
    expect(await conversation()).toMatchObject({
      contact: { name: 'Sara', phone: `+${CUSTOMER}` },
      unreadCount: 1,
      waitingSince: expect.any(String),
      lastSeq: 1,
      lastMessage: { type: 'call', preview: 'Missed call' },
    })
    expect(await notices()).toEqual([])
  })

  it.each([
    ['told in order', [connect, talked]],
    ['whose end comes first', [talked, connect]],
    ['whose end comes twice', [connect, talked, talked]],
    ['of which the end alone is told', [talked]],
  ])('that was taken says how long it was, and nobody waits: %s', async (_what, deliveries) => {
    for (const delivery of deliveries) await receive(app, delivery)
    expect(await thread()).toMatchObject([{ call: { status: 'answered', seconds: 42, endedAt: iso(BEGAN + 47) } }])
    expect(await conversation()).toMatchObject({
      unreadCount: 0,
      waitingSince: null,
      lastMessage: { preview: 'Answered call' },
    })
  })

  it('opens the window for 24 hours', async () => {
    await receive(app, connect)
    const { id, windowExpiresAt } = await conversation()
    expect(windowExpiresAt).toBe(iso(BEGAN + 86_400))
    const body = { type: 'text', text: { body: 'We call you back' } }
    expect((await app.call(a, 'POST', `/api/v1/conversations/${id}/messages`, body)).status).toBe(202)
  })

  it('that was taken leaves what was written after it waiting', async () => {
    for (const delivery of [connect, text, talked]) await receive(app, delivery)
    expect(await conversation()).toMatchObject({ unreadCount: 2, waitingSince: expect.any(String) })
  })

  it('is put together also when all is told at once, and brings why it failed', async () => {
    const [first, end] = [connect, missed].map(body => JSON.parse(body).entry[0].changes[0])
    end.value.errors = [{ code: 138021, title: 'No answer', error_data: { details: 'It rang too long.' } }]
    await receive(app, JSON.stringify({ entry: [{ id: 'waba', changes: [first, end] }] }))
    expect(await thread()).toMatchObject([
      { call: { status: 'missed' }, errors: [{ code: 138021, details: 'It rang too long.' }] },
    ])
  })
})

describe('a call of the business', () => {
  it('that the customer takes opens the window and ends the waiting', async () => {
    await receive(app, text)
    await app.database.query(`update conversation set window_expires_at = now() - interval '1 hour'`)
    const begun = { ...ours, event: 'connect', timestamp: `${BEGAN + 90}` }
    await receive(app, call(begun))
    expect(await conversation()).toMatchObject({ waitingSince: expect.any(String), unreadCount: 1 })
    await receive(app, call({ ...ours, event: 'terminate', timestamp: `${BEGAN + 200}`, duration: 60 }))
    const { waitingSince, windowExpiresAt } = await conversation()
    expect(waitingSince).toBeNull()
    expect(Date.parse(windowExpiresAt!)).toBeGreaterThan(Date.now())
    expect((await thread())[0]).toMatchObject({
      direction: 'outbound',
      call: { status: 'answered', direction: 'outbound', seconds: 60 },
    })
  })

  it.each([
    ['rings', ['RINGING'], 'ringing', 'Ringing call'],
    ['is taken', ['ACCEPTED', 'RINGING'], 'answered', 'Answered call'],
    ['is declined', ['RINGING', 'REJECTED'], 'rejected', 'Declined call'],
  ])('that %s says so', async (_what, words, expected, preview) => {
    for (const word of words) await receive(app, status(word))
    expect(await thread()).toMatchObject([{ direction: 'outbound', call: { status: expected } }])
    expect(await conversation()).toMatchObject({ unreadCount: 0, waitingSince: null, lastMessage: { preview } })
  })

  it('that nobody takes opens no window', async () => {
    await receive(app, call({ ...ours, event: 'terminate', status: 'COMPLETED' }))
    expect(await conversation()).toMatchObject({
      windowExpiresAt: null,
      waitingSince: null,
      lastMessage: { preview: 'Unanswered call' },
    })
  })
})
