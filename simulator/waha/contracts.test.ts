import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contractFolder, members, shape } from '../test/contracts.ts'
import { type Providers, SESSION, startProviders } from '../test/providers.ts'
import { signatureOf } from './events.ts'
import type { WahaInbound } from './inbound.ts'

const contracts = contractFolder('waha')
const sample = (name: string) => contracts.json(`docs-samples/${name}.json`)
/** Members that WAHA's own samples have; what stands in them is the engine's affair. */
const known = (value: unknown) => members(value).filter(path => !path.startsWith('._data'))

describe.runIf(contracts.present)('published samples', () => {
  let all: Providers
  beforeAll(async () => {
    all = await startProviders({ wahaEngine: 'WEBJS', statuses: { sentMs: 0, deliveredMs: 5, readMs: 10 } })
  })
  afterAll(() => all?.close())
  const last = (event: string) => all.hook.received.findLast(one => one.json?.event === event)!.json!
  const write = async (input: Partial<WahaInbound>) => {
    await Promise.all(all.twin.injectWaha({ session: SESSION, from: '79111111', name: 'Zoë', ...input })!.outcomes)
  }

  test('the signature of the published vector', () => {
    const vector = contracts.json('webhook-hmac-vector.json')
    expect(signatureOf({ hmac: { key: vector.key } }, Buffer.from(vector.body))).toEqual({
      'x-webhook-hmac': vector['X-Webhook-Hmac'],
      'x-webhook-hmac-algorithm': vector['X-Webhook-Hmac-Algorithm'],
    })
  })

  test('an event has the published envelope, and is signed over exactly its bytes', async () => {
    await write({ text: 'hi' })
    const { headers, raw, json } = all.hook.received.at(-1)!
    const { payload: _, ...envelope } = sample('events_index__06_message')
    expect(Object.keys(json!)).toEqual(expect.arrayContaining(Object.keys(envelope)))
    expect(json!.id).toMatch(/^evt_[0-9a-z]{26}$/)
    expect(json!.me).toMatchObject({ id: expect.stringMatching(/@c\.us$/), pushName: expect.any(String) })
    expect(headers['x-webhook-hmac']).toBe(createHmac('sha512', 'hook key').update(raw).digest('hex'))
    expect(headers['x-webhook-timestamp']).toMatch(/^\d{13}$/)
    expect(headers['x-webhook-request-id']).toBeTruthy()
  })

  const events: [string, string, Partial<WahaInbound>][] = [
    ['message', 'events_index__11_message', { text: 'Hi there!', fromPhone: false }],
    ['message', 'receive_messages_index__08_message', { media: { mimeType: 'image/jpeg', caption: 'Check' } }],
    [
      'message.reaction',
      'events_index__12_message_reaction',
      { reaction: { messageId: 'true_1@c.us_1', text: '🙏' }, group: '1203@g.us' },
    ],
  ]
  test.each(events)('%s has the members of %s', async (event, name, input) => {
    await write(input)
    const wanted = known(sample(name).payload).filter(path => path !== '.source')
    expect(known(last(event).payload)).toEqual(expect.arrayContaining(wanted))
  })

  test('an ack has the members and kinds of the published one', async () => {
    await all.send('waha', 'hi', 'spec')
    await all.twin.idle()
    const wanted = shape(sample('events_index__13_message_ack').payload)
    expect(shape(last('message.ack').payload)).toEqual(expect.arrayContaining(wanted))
    expect(last('message.ack').payload).toMatchObject({ ack: 3, ackName: 'READ' })
  })

  test('a session, its phone, its state and its code have the published members', async () => {
    const session = (await all.waha('GET', `/api/sessions/${SESSION}`)).json
    const published = sample('sessions_index__18_get_session_response')
    expect(Object.keys(session)).toEqual(expect.arrayContaining(Object.keys(published)))
    expect(session.engine).toEqual({ engine: 'WEBJS' })
    const me = (await all.waha('GET', `/api/sessions/${SESSION}/me`)).json
    expect(members(me)).toEqual(expect.arrayContaining(members(sample('sessions_index__20_get_me_response'))))
    const status = shape(last('session.status').payload)
    expect(status).toEqual(expect.arrayContaining(shape(sample('events_index__08_session_status').payload)))
    const created = await all.waha('POST', '/api/sessions', { name: 'other', config: {} })
    expect(created.status).toBe(201)
    expect(shape(created.json)).toEqual(shape(sample('sessions_index__02_create_session_response')))
    await all.twin.idle()
    const qr = await all.waha('GET', '/api/other/auth/qr?format=raw')
    expect(shape(qr.json)).toEqual(shape(sample('sessions_index__22_raw_response')))
  })

  test('messages and chats have the published members', async () => {
    await write({ text: 'kept' })
    const chat = `/api/${SESSION}/chats/79111111@c.us`
    const got = JSON.parse((await all.waha('GET', `${chat}/messages?limit=1`)).text)
    const wanted = known(sample('chats_index__06_get_messages')[0])
    expect(known(got[0])).toEqual(expect.arrayContaining(wanted))
    const [overview] = JSON.parse((await all.waha('GET', `/api/${SESSION}/chats/overview`)).text)
    expect(Object.keys(overview)).toEqual(Object.keys(sample('chats_index__02_get_chats_overview_response')[0]))
  })

  const requests = contracts
    .list('docs-samples')
    .filter(name =>
      /^(send_messages|polls)_index__.*(send_text|send_image|send_file|send_voice|send_video|vcard|location|poll|seen|reaction)/.test(
        name,
      ),
    )
    .filter(name => !name.includes('response'))
  const ROUTES: [RegExp, string, string][] = [
    [/send_text/, 'POST', 'sendText'],
    [/send_image/, 'POST', 'sendImage'],
    [/send_file/, 'POST', 'sendFile'],
    [/send_voice/, 'POST', 'sendVoice'],
    [/send_video/, 'POST', 'sendVideo'],
    [/vcard/, 'POST', 'sendContactVcard'],
    [/location/, 'POST', 'sendLocation'],
    [/poll/, 'POST', 'sendPoll'],
    [/seen/, 'POST', 'sendSeen'],
    [/reaction/, 'PUT', 'reaction'],
  ]
  test.each(requests)('the published request %s is taken', async name => {
    const [, method, route] = ROUTES.find(([pattern]) => pattern.test(name))!
    const body = { ...contracts.json(`docs-samples/${name}`), session: SESSION }
    expect((await all.waha(method, `/api/${route}`, body)).status).toBe(201)
  })
})
