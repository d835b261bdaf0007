import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Providers, SESSION, startProviders } from '../test/providers.ts'
import { CODE_MS } from './sessions.ts'

let all: Providers
beforeEach(async () => {
  all = await startProviders()
})
afterEach(async () => {
  vi.useRealTimers()
  await all.close()
})

const states = (name: string) =>
  all.hook.received
    .filter(one => one.json?.event === 'session.status' && one.json.session === name)
    .map(one => one.json!.payload!.status)
const webhooks = () => [{ url: all.hook.url, events: ['session.status'] }]
const create = (name: string, more = {}) =>
  all.waha('POST', '/api/sessions', { name, config: { webhooks: webhooks() }, ...more })

test('a session starts, shows a code, is linked by a scan, and says so at each step', async () => {
  await create('new')
  await all.twin.idle()
  const qr = await all.waha('GET', '/api/new/auth/qr')
  expect(qr.headers['content-type']).toBe('image/png')
  expect(qr.bytes.subarray(1, 4).toString()).toBe('PNG')
  const scanned = await all.control('POST', '/twin/waha/sessions/new/scan', { phone: '212600000009' })
  expect(scanned.json).toMatchObject({ status: 'WORKING', me: { id: '212600000009@c.us' } })
  await all.twin.idle()
  expect(states('new')).toEqual(['STARTING', 'SCAN_QR_CODE', 'WORKING'])
  expect((await all.waha('GET', '/api/new/auth/qr')).status).toBe(422)
  expect((await all.control('POST', '/twin/waha/sessions/new/scan', {})).status).toBe(409)
})

test('the code is a picture, its base64 or its text, and another one after twenty seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await create('new')
  await vi.advanceTimersByTimeAsync(200)
  const { waha } = all.twin
  const session = waha.sessions.get('new')!
  expect(session.status).toBe('SCAN_QR_CODE')
  expect(session.codes).toBe(1)
  await vi.advanceTimersByTimeAsync(CODE_MS)
  expect(session.codes).toBe(2)
  await vi.advanceTimersByTimeAsync(6 * CODE_MS)
  expect(session.status).toBe('FAILED')
})

test('two codes are two pictures', async () => {
  await create('new')
  await all.twin.idle()
  const session = all.twin.waha.sessions.get('new')!
  const raw = (await all.waha('GET', '/api/new/auth/qr?format=raw')).json.value
  const picture = (await all.waha('GET', '/api/new/auth/qr')).bytes
  session.codes++
  expect((await all.waha('GET', '/api/new/auth/qr?format=raw')).json.value).not.toBe(raw)
  expect((await all.waha('GET', '/api/new/auth/qr')).bytes.equals(picture)).toBe(false)
  expect((await all.control('GET', '/twin/waha/sessions/new/qr')).headers['content-type']).toBe('image/png')
})

test('a stopped session is hidden unless all are asked for; starting and stopping twice is once', async () => {
  await create('idle', { start: false })
  const names = async (query = '') =>
    (JSON.parse((await all.waha('GET', `/api/sessions${query}`)).text) as { name: string }[]).map(one => one.name)
  expect(await names()).toEqual([SESSION])
  expect(await names('?all=true')).toEqual([SESSION, 'idle'])
  for (const _ of [1, 2]) await all.waha('POST', '/api/sessions/idle/start')
  await all.twin.idle()
  for (const _ of [1, 2]) await all.waha('POST', '/api/sessions/idle/stop')
  await all.twin.idle()
  expect(states('idle')).toEqual(['STARTING', 'SCAN_QR_CODE', 'STOPPED'])
})

test('a restart keeps the phone, a logout loses it, a deletion the session', async () => {
  const state = () => all.twin.sessionStatus(SESSION)
  await all.waha('POST', `/api/sessions/${SESSION}/restart`)
  await all.twin.idle()
  expect(state()).toBe('WORKING')
  await all.waha('POST', `/api/sessions/${SESSION}/logout`)
  await all.twin.idle()
  expect(state()).toBe('SCAN_QR_CODE')
  expect((await all.waha('DELETE', `/api/sessions/${SESSION}`)).status).toBe(200)
  expect((await all.waha('GET', `/api/sessions/${SESSION}`)).status).toBe(404)
})

test('a new configuration replaces the old one and bounces the session', async () => {
  const config = { metadata: { tenant: 'b' }, webhooks: webhooks() }
  await all.waha('PUT', `/api/sessions/${SESSION}`, { name: SESSION, config })
  await all.twin.idle()
  expect((await all.waha('GET', `/api/sessions/${SESSION}`)).json).toMatchObject({ status: 'WORKING', config })
  expect(all.hook.received.at(-1)!.json!.metadata).toEqual({ tenant: 'b' })
})

test('a name that exists and a name that cannot be are refused; a pairing code is given while a code is shown', async () => {
  expect((await create(SESSION)).status).toBe(422)
  expect((await create('no name')).status).toBe(400)
  expect((await all.waha('POST', `/api/${SESSION}/auth/request-code`, { phoneNumber: '1' })).status).toBe(422)
  await create('new')
  await all.twin.idle()
  const { json } = await all.waha('POST', '/api/new/auth/request-code', { phoneNumber: '212600000001' })
  expect(json.code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
})

test('the key opens everything and nothing opens without it', async () => {
  const paths = ['/api/sessions', `/api/${SESSION}/chats`, `/api/files/${SESSION}/x.png`]
  for (const path of paths) {
    expect((await all.waha('GET', path, undefined, null)).status).toBe(401)
    expect((await all.waha('GET', path, undefined, 'wrong')).status).toBe(401)
  }
  const send = { session: SESSION, chatId: '1650@c.us', text: 'hi' }
  expect((await all.waha('POST', '/api/sendText', send, 'wrong')).status).toBe(401)
  expect(all.twin.summary().providers.waha.sends).toMatchObject({ seen: 1, refused: 1 })
})

test('a session that was banned refuses to send and says what it is', async () => {
  await all.control('POST', `/twin/waha/sessions/${SESSION}`, { status: 'FAILED' })
  const answer = await all.send('waha', 'hi', 'a')
  expect(answer.status).toBe(422)
  expect(answer.json).toMatchObject({ session: SESSION, status: 'FAILED', expected: ['WORKING'] })
  await all.twin.idle()
  expect(states(SESSION).at(-1)).toBe('FAILED')
})
