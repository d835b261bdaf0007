import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NUMBER, type Stage, startStage } from '../../test/stage.ts'
import type { InboundInput } from './inbound.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
})
afterEach(() => stage.close())

const CUSTOMER = '16505551234'
const customer = { phoneNumberId: NUMBER, from: CUSTOMER, name: 'Sheena Nelson' }

async function arrive(input: Partial<InboundInput>) {
  const injected = stage.twin.inject({ ...customer, ...input })
  await Promise.all(injected.outcomes)
  const { body } = stage.receiver.received.at(-1)!
  const { value } = body.entry[0]!.changes[0]!
  return { ...injected, value, message: value.messages![0]! }
}

test('a text arrives with contact, metadata, id and time', async () => {
  const { wamid, value, message } = await arrive({ wabaId: '419561257915477', text: 'Does it come in red?' })
  expect(message).toEqual({
    from: CUSTOMER,
    id: wamid,
    timestamp: expect.stringMatching(/^\d{10}$/),
    type: 'text',
    text: { body: 'Does it come in red?' },
  })
  expect(value.contacts).toEqual([{ profile: { name: 'Sheena Nelson' }, wa_id: CUSTOMER }])
  expect(value.metadata.phone_number_id).toBe(NUMBER)
  const entry = stage.receiver.received[0]!.body.entry[0]!
  expect([entry.id, entry.changes[0]!.field]).toEqual(['419561257915477', 'messages'])
})

const VERBATIM: Record<string, unknown>[] = [
  { type: 'location', location: { latitude: 33.57, longitude: -7.58, name: 'Home' } },
  { type: 'contacts', contacts: [{ name: { formatted_name: 'Lucía' }, phones: [{ phone: '+1 983' }] }] },
  { type: 'order', order: { catalog_id: '1', text: '', product_items: [{ product_retailer_id: 'x', quantity: 2 }] } },
  { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
  { type: 'reaction', reaction: { message_id: 'wamid.x' } },
  { type: 'button', button: { payload: 'STOP', text: 'Stop' } },
  { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json: '{}' } } },
  { type: 'edit', edit: { original_message_id: 'wamid.x' } },
  { type: 'revoke', revoke: { original_message_id: 'wamid.x' } },
  { type: 'hologram', hologram: { depth: 3 } },
]
test.each(VERBATIM)('$type is delivered as described', async body => {
  const { message } = await arrive({ message: body as InboundInput['message'] })
  expect(message).toMatchObject(body)
})

test('a system message has no contact block', async () => {
  const system = { body: 'changed', wa_id: '12195555358', type: 'user_changed_number' }
  const { value } = await arrive({ message: { type: 'system', system } })
  expect(value).not.toHaveProperty('contacts')
})

test('an unsupported message brings its error', async () => {
  const { message } = await arrive({ message: { type: 'unsupported' } })
  expect(message.errors).toMatchObject([{ code: 131051, title: 'Message type unknown' }])
})

test('a button reply answers the last question this customer was asked', async () => {
  const buttons = [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }]
  const interactive = { type: 'button', body: { text: 'Confirm?' }, action: { buttons } }
  const sent = await stage.send({ messaging_product: 'whatsapp', to: CUSTOMER, type: 'interactive', interactive })
  await stage.twin.idle()
  const { message } = await arrive({ message: { type: 'button_reply', id: 'yes', title: 'Yes' } })
  expect(message).toMatchObject({
    context: { id: sent.json.messages![0]!.id, from: expect.stringMatching(/^\d+$/) },
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
  })
})

test('a list reply carries its description, and a given context wins', async () => {
  const { message } = await arrive({
    contextMessageId: 'wamid.asked',
    message: { type: 'list_reply', id: 'r1', title: 'Express', description: 'Next day' },
  })
  expect(message).toMatchObject({
    context: { id: 'wamid.asked' },
    interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Express', description: 'Next day' } },
  })
})

const MEDIA = ['image', 'video', 'audio', 'document', 'sticker']
test.each(MEDIA)('%s can be downloaded by its id, with the digest of the webhook', async type => {
  const { message } = await arrive({ message: { type, [type]: {} } })
  const fields = message[type] as { id: string; sha256: string; mime_type: string }
  const info = await stage.call('GET', `/v24.0/${fields.id}`)
  const file = await stage.call('GET', new URL(info.json.url!).pathname + new URL(info.json.url!).search)
  expect(file.status).toBe(200)
  expect(file.headers['content-type']).toBe(fields.mime_type)
  expect(info.json.sha256).toBe(Buffer.from(fields.sha256, 'base64').toString('hex'))
})

test('a voice note is audio marked as voice, and given bytes are the bytes', async () => {
  const base64 = Buffer.from('not really opus').toString('base64')
  const { message } = await arrive({ message: { type: 'voice', voice: { base64 } } })
  const audio = message.audio as { voice: boolean; sha256: string }
  expect(message.type).toBe('audio')
  expect(audio.voice).toBe(true)
  expect(audio.sha256).toBe(createHash('sha256').update('not really opus').digest('base64'))
  expect(audio).not.toHaveProperty('base64')
})

test('a caption, a file name and a foreign media id are kept', async () => {
  const document = { filename: 'bill.pdf', caption: 'The bill', content: 'text of it' }
  const first = await arrive({ message: { type: 'document', document } })
  expect(first.message.document).toMatchObject({ filename: 'bill.pdf', caption: 'The bill', id: expect.any(String) })
  const second = await arrive({ message: { type: 'image', image: { id: '1003383421387256' } } })
  expect(second.message.image).toEqual({ id: '1003383421387256' })
})

test('a customer known by user id alone has no phone number anywhere', async () => {
  const userId = 'MA.13491208655302741918'
  const { value, message } = await arrive({ from: undefined, userId, text: 'hi' })
  expect(value.contacts).toEqual([{ profile: { name: 'Sheena Nelson' }, user_id: userId }])
  expect(message).toMatchObject({ from_user_id: userId })
  expect(message).not.toHaveProperty('from')
})

test('id and time can be given, for late and repeated messages', async () => {
  const { message } = await arrive({ id: 'wamid.fixed', timestamp: 1_700_000_000, text: 'old' })
  expect(message).toMatchObject({ id: 'wamid.fixed', timestamp: '1700000000' })
})
