import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainEvents } from '../../../../platform/events/index.ts'
import { readId } from '../../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../../test/buildApp.ts'
import { register, type TestTenant, twoTenants } from '../../../../test/twoTenants.ts'
import { parseRawEvent, readRawEvents } from '../../deliveries/raw-event.ts'

let program: TestApp
let a: TestTenant
let b: TestTenant
const phones = new Map<TestTenant, string>()

beforeAll(async () => {
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
  for (const tenant of [a, b]) {
    const { data } = await program.call(tenant, 'POST', '/api/v1/channels', {
      provider: 'simulator',
      name: 'Test phone',
    })
    phones.set(tenant, String(data.id))
  }
})
afterAll(() => program.close())

const say = (tenant: TestTenant, message: object) =>
  program.call(tenant, 'POST', '/api/v1/simulator/messages', { channelId: phones.get(tenant), ...message })

/** What the last stored delivery of a tenant's phone says. */
async function lastDelivery(tenant: TestTenant) {
  const rows = await program.database.query<{ id: string }>(
    'select id from raw_event where channel_id = $1 order by id desc limit 1',
    [readId('channel', phones.get(tenant)!)],
  )
  const [raw] = await program.context.db.system('test', tx => readRawEvents(tx, [rows[0]!.id]))
  return parseRawEvent(raw!)
}

const text = { type: 'text', text: { body: 'Salam, one pizza please 🍕' } }

describe('what a simulated customer sends', () => {
  it('is stored like a provider’s delivery before it is acknowledged', async () => {
    const { status, data } = await say(a, { from: '+212612345678', name: 'Amina', ...text })
    expect(status).toBe(202)
    const { messages } = await lastDelivery(a)
    expect(messages).toEqual([
      {
        providerMessageId: data.providerMessageId,
        direction: 'inbound',
        type: 'text',
        content: { text: { body: 'Salam, one pizza please 🍕' } },
        identities: [
          { kind: 'phone', scope: '', value: '+212612345678' },
          { kind: 'wa_id', scope: '', value: '212612345678' },
        ],
        address: { kind: 'wa_id', value: '212612345678' },
        profileName: 'Amina',
        at: expect.any(Date),
      },
    ])
    const pending = await program.database.query('select lane from raw_event_pending where lane = $1', [
      readId('channel', phones.get(a)!),
    ])
    expect(pending.length).toBeGreaterThan(0)
  })

  it.each([
    ['+33612345678', 'wa_id', '33612345678'],
    ['33612345678', 'wa_id', '33612345678'],
    ['MA.1029384756', 'bsuid', 'MA.1029384756'],
  ])('comes from %s', async (from, kind, value) => {
    await say(a, { from, ...text })
    expect((await lastDelivery(a)).messages[0]!.address).toEqual({ kind, value })
  })

  it.each([
    ['text', text, { text: { body: text.text.body } }],
    [
      'a tapped button',
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'cart', title: 'Cart' } } },
      { interactive: { kind: 'button_reply', id: 'cart', title: 'Cart' } },
    ],
    [
      'a chosen row',
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'i7', title: 'Tajine' } } },
      { interactive: { kind: 'list_reply', id: 'i7', title: 'Tajine' } },
    ],
    [
      'a place',
      { type: 'location', location: { latitude: 33.5, longitude: -7.6 } },
      { location: { latitude: 33.5, longitude: -7.6 } },
    ],
    [
      'a photo',
      { type: 'image', media: { link: 'https://example.test/a.jpg', caption: 'this one' } },
      { media: { kind: 'image', link: 'https://example.test/a.jpg', caption: 'this one' } },
    ],
    [
      'a reaction',
      { type: 'reaction', reaction: { messageId: 'sim.1', emoji: '👍' } },
      { reaction: { providerMessageId: 'sim.1', emoji: '👍' } },
    ],
    [
      'its taking back',
      { type: 'reaction', reaction: { messageId: 'sim.1', emoji: null } },
      { reaction: { providerMessageId: 'sim.1', emoji: null } },
    ],
    [
      'a call that nobody took',
      { type: 'call', call: { outcome: 'missed' } },
      { call: { status: 'missed', direction: 'inbound', startedAt: expect.any(String), endedAt: expect.any(String) } },
    ],
    [
      'a call with its length',
      { type: 'call', call: { outcome: 'answered', seconds: 42 } },
      { call: expect.objectContaining({ status: 'answered', seconds: 42 }) },
    ],
    [
      'a quick reply',
      { type: 'button', button: { text: 'Yes', payload: 'y' } },
      { button: { text: 'Yes', payload: 'y' } },
    ],
    [
      'a card',
      { type: 'contacts', contacts: [{ name: 'Ali', phones: [{ phone: '+1' }] }] },
      { contacts: [{ name: 'Ali', phones: [{ phone: '+1' }] }] },
    ],
  ])('may be %s', async (_what, message, content) => {
    expect((await say(a, { from: '+212612345678', ...message })).status).toBe(202)
    expect((await lastDelivery(a)).messages[0]).toMatchObject({ type: message.type, content })
  })

  it('may answer a message', async () => {
    await say(a, { from: '+212612345678', ...text, contextMessageId: 'sim.before' })
    expect((await lastDelivery(a)).messages[0]!.replyToProviderId).toBe('sim.before')
  })

  it.each([
    ['no phone', { from: 'hello', ...text }],
    ['a phone that starts with 0', { from: '0612345678', ...text }],
    ['two numbers', { from: '+212612345678/79', ...text }],
    ['no body for its type', { from: '+212612345678', type: 'location' }],
    ['an empty text', { from: '+212612345678', type: 'text', text: { body: '' } }],
    ['an image without a source', { from: '+212612345678', type: 'image', media: { caption: 'x' } }],
    ['an unknown type', { from: '+212612345678', type: 'hologram' }],
  ])('is refused with %s', async (_what, message) => {
    expect((await say(a, message)).status).toBe(400)
  })
})

describe('the simulator', () => {
  it('is out of reach on another tenant’s channel', async () => {
    const foreign = await say(a, { channelId: phones.get(b), from: '+212612345678', ...text })
    const absent = await say(a, { channelId: 'chn_0198000000007000800000000000dead', from: '+212612345678', ...text })
    expect([foreign.status, absent.status]).toEqual([404, 404])
    expect({ ...foreign.body.error, timestamp: 0 }).toEqual({ ...absent.body.error, timestamp: 0 })
    const stored = await program.database.query('select 1 from raw_event where channel_id = $1', [
      readId('channel', phones.get(b)!),
    ])
    expect(stored).toEqual([])
  })

  it('does not speak for a real number', async () => {
    const credentials = { phoneNumberId: '1', wabaId: '2', accessToken: '3', appSecret: '4' }
    const real = await program.call(a, 'POST', '/api/v1/channels', { provider: 'cloud_api', name: 'Real', credentials })
    const { status, body } = await say(a, { channelId: real.data.id, from: '+212612345678', ...text })
    expect([status, body.error!.code]).toEqual([422, 'CHANNEL_NOT_SIMULATOR'])
  })

  it('tells the ticks of the phone', async () => {
    const body = { channelId: phones.get(b), messageId: 'sim.42', status: 'read' }
    expect((await program.call(b, 'POST', '/api/v1/simulator/statuses', body)).status).toBe(202)
    expect((await lastDelivery(b)).statuses).toEqual([
      { providerMessageId: 'sim.42', status: 'read', at: expect.any(Date) },
    ])
  })
})

describe('a new business', () => {
  it('starts with one connected simulator channel, however often its events are worked on', async () => {
    const tenant = await register(program, { locale: 'ar' })
    await Promise.all([drainEvents(program.context), drainEvents(program.context)])
    await drainEvents(program.context)
    const { data } = await program.call(tenant, 'GET', '/api/v1/channels')
    expect(data).toMatchObject([{ provider: 'simulator', status: 'connected', name: 'محاكي الهاتف' }])
    expect(data).toHaveLength(1)
  })
})
