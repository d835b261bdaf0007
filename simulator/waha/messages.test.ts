import { afterEach, beforeEach, expect, test } from 'vitest'
import { CUSTOMER, type Json, type Providers, SESSION, startProviders } from '../test/providers.ts'
import type { Engine } from './session.ts'

let all: Providers
beforeEach(async () => {
  all = await startProviders()
  all.hook.received.length = 0
})
afterEach(() => all.close())

const chatId = `${CUSTOMER}@c.us`
const events = (name: string) => all.hook.received.filter(one => one.json?.event === name).map(one => one.json!)
const post = (route: string, body: object, method = 'POST') =>
  all.waha(method, `/api/${route}`, { session: SESSION, chatId, ...body })
const messages = async (query = 'limit=100', chat = chatId) =>
  JSON.parse((await all.waha('GET', `/api/${SESSION}/chats/${chat}/messages?${query}`)).text) as Json[]
const write = (input: object) => all.twin.injectWaha({ session: SESSION, from: CUSTOMER, ...input })!

const SHAPES: [Engine, (json: Json) => unknown, unknown][] = [
  ['GOWS', json => json.id, `true_${chatId}_PRESET`],
  ['NOWEB', json => json.key, { remoteJid: `${CUSTOMER}@s.whatsapp.net`, fromMe: true, id: 'PRESET' }],
  ['WEBJS', json => (json.id as unknown as { _serialized: string })._serialized, `true_${chatId}_PRESET`],
]
test.each(SHAPES)('%s answers in its own way', async (engine, read, expected) => {
  await all.control('POST', `/twin/waha/sessions/${SESSION}`, { engine })
  const answer = await all.send('waha', 'hi', 'PRESET')
  expect(answer.status).toBe(201)
  expect(read(answer.json)).toEqual(expected)
})

test('only GOWS tells its events without an engine of their own', async () => {
  await Promise.all(write({ text: 'a' }).outcomes)
  await all.control('POST', `/twin/waha/sessions/${SESSION}`, { engine: 'NOWEB' })
  await Promise.all(write({ text: 'b' }).outcomes)
  const [gows, noweb] = events('message')
  expect(gows).not.toHaveProperty('engine')
  expect(gows!.environment).toMatchObject({ engine: 'GOWS' })
  expect(noweb!.engine).toBe('NOWEB')
})

test('a preset id is the message’s id; the same one again is journaled as a duplicate', async () => {
  for (const _ of [1, 2]) await all.send('waha', 'hi', '3EB0AAAA')
  const sends = all.twin.journal({ kind: 'send' })
  expect(sends.map(entry => [entry.wamid, entry.note?.duplicate ?? false])).toEqual([
    ['3EB0AAAA', false],
    ['3EB0AAAA', true],
  ])
  expect(all.twin.summary().providers.waha.sends).toMatchObject({ exactlyOnce: 0, duplicates: 1 })
  expect((await messages()).map(message => message.id)).toContain(`true_${chatId}_3EB0AAAA`)
})

test('where the description knows no preset id, none is used, and the judge knows the attempt all the same', async () => {
  const file = { mimetype: 'image/png', url: 'https://example.com/a.png' }
  const { json } = await post('sendImage', { file, id: 'CHOSEN' })
  expect(json.id).not.toContain('CHOSEN')
  expect(all.twin.sets('waha').accepted).toEqual({ CHOSEN: 1 })
})

test('a sent message is told as the API’s own, then its acks; one from the phone as the phone’s', async () => {
  await all.send('waha', 'from the API', 'P1')
  await all.twin.idle()
  expect(events('message')).toEqual([])
  expect(events('message.any')[0]!.payload).toMatchObject({ fromMe: true, source: 'api', body: 'from the API' })
  expect(events('message.ack').map(one => one.payload!.ack)).toEqual([1, 2])
  await Promise.all(write({ text: 'from the phone', fromPhone: true }).outcomes)
  expect(events('message.any')[1]!.payload).toMatchObject({ fromMe: true, source: 'app', to: chatId })
})

const REFUSED: [string, string, object, number][] = [
  ['a chat that is none', 'sendText', { chatId: '1650', text: 'hi' }, 400],
  ['no text', 'sendText', {}, 400],
  ['a file without bytes', 'sendImage', { file: {} }, 400],
  ['another session', 'sendText', { session: 'none', text: 'hi' }, 422],
  ['buttons', 'sendButtons', { body: 'hi', buttons: [] }, 501],
]
test.each(REFUSED)('%s is refused', async (_name, route, body, status) => {
  expect((await post(route, body)).status).toBe(status)
})

test('an engine that cannot do it says 501', async () => {
  await all.control('POST', `/twin/waha/sessions/${SESSION}`, { engine: 'WEBJS' })
  expect((await post('sendList', { message: {} })).status).toBe(501)
  expect((await all.waha('GET', `/api/${SESSION}/new-message-id`)).status).toBe(501)
})

test('everything that a customer can do arrives', async () => {
  const { id } = write({ text: 'first', name: 'Zoë' })
  const first = `false_${chatId}_${id}`
  await Promise.all(write({ media: { mimeType: 'image/png', caption: 'look' } }).outcomes)
  await Promise.all(write({ reaction: { messageId: first, text: '' } }).outcomes)
  await Promise.all(write({ edit: { messageId: first, text: 'second' } }).outcomes)
  await Promise.all(write({ revoke: { messageId: first } }).outcomes)
  await Promise.all(write({ pollVote: { pollId: 'true_x', selectedOptions: ['Yes'] } }).outcomes)
  await Promise.all(write({ location: { latitude: 1, longitude: 2, title: 'Home' } }).outcomes)
  await all.twin.idle()
  expect(events('message.reaction')[0]!.payload).toMatchObject({ reaction: { text: '', messageId: first } })
  expect(events('message.edited')[0]!.payload).toMatchObject({ body: 'second', editedMessageId: first })
  expect(events('message.revoked')[0]!.payload).toMatchObject({ revokedMessageId: id })
  expect(events('poll.vote')[0]!.payload).toMatchObject({ vote: { selectedOptions: ['Yes'] } })
  const { media } = events('message').find(one => one.payload!.hasMedia)!.payload as { media: { url: string } }
  const path = new URL(media.url).pathname
  expect((await all.waha('GET', path, undefined, null)).status).toBe(401)
  expect((await all.waha('GET', path)).bytes.subarray(1, 4).toString()).toBe('PNG')
  expect((await all.waha('GET', `/api/files/${SESSION}/gone.png`)).json.error).toMatchObject({ key: 'FILE_NOT_FOUND' })
})

test('a group message names its author, and a session may ignore groups', async () => {
  await Promise.all(write({ text: 'all', group: '1203@g.us' }).outcomes)
  expect(events('message')[0]!.payload).toMatchObject({ from: '1203@g.us', participant: chatId })
  all.twin.waha.sessions.get(SESSION)!.config.ignore = { groups: true }
  expect(write({ text: 'again', group: '1203@g.us' }).outcomes).toEqual([])
})

test('what the webhooks lost is in the chat: by time, direction and page', async () => {
  write({ text: 'lost', silent: true, timestamp: 1000 })
  write({ text: 'also lost', silent: true, timestamp: 2000.5 })
  await all.send('waha', 'mine', 'P1')
  await all.twin.idle()
  expect(events('message')).toEqual([])
  const bodies = async (query: string) => (await messages(query)).map(one => one.body)
  expect(await bodies('limit=10')).toEqual(['mine', 'also lost', 'lost'])
  expect(await bodies('limit=1&offset=1')).toEqual(['also lost'])
  expect(await bodies('limit=10&filter.timestamp.gte=1500&filter.fromMe=false')).toEqual(['also lost'])
  expect(await bodies('limit=10&filter.timestamp.lte=1000&sortOrder=asc')).toEqual(['lost'])
  const one = await all.waha('GET', `/api/${SESSION}/chats/${chatId}/messages/true_${chatId}_P1`)
  expect(one.json).toMatchObject({ body: 'mine', ackName: 'DEVICE' })
  expect(one.json).not.toHaveProperty('source')
})

test('a restart of the server drops every webhook that waits for another try', async () => {
  const hooks = all.twin.waha.sessions.get(SESSION)!.config.webhooks!
  hooks[0]!.retries = { attempts: 5, delaySeconds: 10 }
  all.hook.answerNext(500, 500)
  const { outcomes } = write({ text: 'lost' })
  await expect.poll(() => all.hook.received.length).toBe(2)
  await all.control('POST', '/twin/waha/restart', {})
  expect(await Promise.all(outcomes)).toMatchObject([{ delivered: false }, { delivered: false }])
  await all.twin.idle()
  expect(all.twin.sessionStatus(SESSION)).toBe('WORKING')
  expect((await messages()).map(one => one.body)).toEqual(['lost'])
})

test('a number may be nobody, somebody elsewhere, or known by another identity', async () => {
  const where = async (phone: string) =>
    (await all.waha('GET', `/api/contacts/check-exists?phone=${phone}&session=${SESSION}`)).json
  expect(await where('212600000001')).toEqual({ numberExists: true, chatId: '212600000001@c.us' })
  expect(await where('9990000000')).toEqual({ numberExists: false })
  await all.control('POST', '/twin/waha/people', { phone: '5511987654321', chatId: '551187654321@c.us', lid: '77@lid' })
  expect(await where('5511987654321')).toEqual({ numberExists: true, chatId: '551187654321@c.us' })
  expect((await all.waha('GET', `/api/${SESSION}/lids/77`)).json).toEqual({ lid: '77@lid', pn: '5511987654321@c.us' })
  write({ from: '77@lid', text: 'under the other name', silent: true })
  expect(await messages('limit=10', '5511987654321@c.us')).toHaveLength(1)
  expect(await messages('limit=10&merge=false', '5511987654321@c.us')).toHaveLength(0)
})

test('any event can be told, and receipts are noted', async () => {
  const call = { id: 'CALL', from: chatId, timestamp: 1, isVideo: false, isGroup: false }
  await all.control('POST', '/twin/waha/events', {
    session: SESSION,
    event: 'call.received',
    payload: call,
    wait: true,
  })
  expect(events('call.received')[0]!.payload).toEqual(call)
  await post('sendSeen', { messageIds: ['x'] })
  await post('startTyping', {})
  expect(all.twin.summary().providers.waha.reads).toBe(2)
})
