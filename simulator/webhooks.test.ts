import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEFAULT_APP_SECRET } from './control/options.ts'
import { NUMBER, type Stage, startReceiver, startStage, text } from './test/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
})
afterEach(() => stage.close())

const CUSTOMER = '16505551234'
const sign = (secret: string, raw: Buffer) => `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`
const outcomes = (injected: { outcomes: Promise<unknown>[] }) => Promise.all(injected.outcomes)

test('the signature is over the raw bytes, and re-serialised JSON does not verify', async () => {
  const body = 'مرحبا 👋 ، à/b <c@d> "quoted"'
  await outcomes(stage.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, name: 'Zoë', text: body }))
  const { headers, raw, body: parsed } = stage.receiver.received[0]!
  expect(headers['x-hub-signature-256']).toBe(sign(DEFAULT_APP_SECRET, raw))
  expect(sign(DEFAULT_APP_SECRET, Buffer.from(JSON.stringify(parsed)))).not.toBe(headers['x-hub-signature-256'])
  expect(raw.every(byte => byte < 0x80)).toBe(true)
  expect(raw.toString()).toContain('\\u0645\\u0631')
  expect(raw.toString()).toContain('\\ud83d\\udc4b')
  expect(raw.toString()).toContain('\\u00e0\\/b <c\\u0040d>')
  expect(stage.receiver.messages()[0]).toMatchObject({ text: { body } })
})

test('a webhook that is not acknowledged with 200 is repeated byte for byte', async () => {
  stage.receiver.answerNext(500, null, 202)
  const injected = stage.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, text: 'hi' })
  expect(await outcomes(injected)).toMatchObject([{ delivered: true, attempts: 4, status: 200 }])
  const bytes = new Set(stage.receiver.received.map(one => one.raw.toString()))
  expect(stage.receiver.received).toHaveLength(4)
  expect(bytes.size).toBe(1)
  const attempts = stage.twin.journal({ kind: 'webhook' })
  expect(attempts.map(entry => [entry.note?.attempt, entry.status, entry.accepted])).toEqual([
    [1, 500, false],
    [2, null, false],
    [3, 202, false],
    [4, 200, true],
  ])
})

test('after the last retry the webhook is abandoned, visibly', async () => {
  stage.receiver.answerNext(500, 500, 500, 500)
  const injected = stage.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, text: 'hi' })
  expect(await outcomes(injected)).toMatchObject([{ delivered: false, attempts: 4, status: 500 }])
  expect(stage.twin.summary()).toMatchObject({
    webhooks: { delivered: 0, failedAttempts: 4, abandoned: 1 },
    pending: 0,
  })
})

test('the same webhook can be posted many times at once', async () => {
  const injected = stage.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, text: 'hi', copies: 10 })
  await outcomes(injected)
  expect(new Set(stage.receiver.messages().map(message => message.id))).toEqual(new Set([injected.wamid]))
  expect(stage.receiver.received).toHaveLength(10)
})

test('a raw body is posted as it is, well signed, badly signed or unsigned', async () => {
  const body = '{ "object":"whatsapp_business_account", "entry":[] ,"odd":"\u00e9"}'
  await Promise.all(stage.twin.injectRaw({ body }))
  await Promise.all(stage.twin.injectRaw({ body, signature: 'invalid' }))
  await Promise.all(stage.twin.injectRaw({ body, signature: 'missing' }))
  const [valid, invalid, unsigned] = stage.receiver.received
  expect(valid!.raw.toString()).toBe(body)
  expect(valid!.headers['x-hub-signature-256']).toBe(sign(DEFAULT_APP_SECRET, valid!.raw))
  expect(invalid!.headers['x-hub-signature-256']).toMatch(/^sha256=[0-9a-f]{64}$/)
  expect(invalid!.headers['x-hub-signature-256']).not.toBe(valid!.headers['x-hub-signature-256'])
  expect(unsigned!.headers).not.toHaveProperty('x-hub-signature-256')
})

test('a number with an app of its own gets its webhooks there, with that secret', async () => {
  const other = await startReceiver()
  stage.twin.addNumber({ id: '222', wabaId: '999', appSecret: 'other', webhookUrl: other.url })
  await stage.send(text(CUSTOMER, 'hi'), { number: '222' })
  await stage.twin.idle()
  expect(stage.receiver.received).toHaveLength(0)
  expect(other.received.length).toBeGreaterThan(0)
  expect(other.received[0]!.body.entry[0]!.id).toBe('999')
  expect(other.received[0]!.headers['x-hub-signature-256']).toBe(sign('other', other.received[0]!.raw))
  await other.close()
})

test('an account can be given a callback of its own, after the handshake', async () => {
  const other = await startReceiver()
  stage.twin.addNumber({ id: NUMBER, wabaId: '555' })
  const subscribe = (verify_token: string) =>
    stage.call('POST', '/v24.0/555/subscribed_apps', { override_callback_uri: other.url, verify_token })
  expect((await subscribe('wrong')).status).toBe(422)
  expect((await subscribe('let me in')).json).toMatchObject({
    success: true,
    data: [{ override_callback_uri: other.url }],
  })
  await outcomes(stage.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, text: 'hi' }))
  expect([stage.receiver.received.length, other.received.length]).toEqual([0, 1])
  await other.close()
})

test('an unsubscribed account gets no webhooks until it subscribes again', async () => {
  stage.twin.addNumber({ id: NUMBER, wabaId: '555' })
  expect((await stage.call('DELETE', '/v24.0/555/subscribed_apps')).json).toEqual({ success: true })
  expect((await stage.call('GET', '/v24.0/555/subscribed_apps')).json).toEqual({ data: [] })
  expect(stage.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, text: 'lost' }).outcomes).toEqual([])
  await stage.call('POST', '/v24.0/555/subscribed_apps', {})
  await outcomes(stage.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, text: 'heard' }))
  expect(stage.receiver.messages()).toMatchObject([{ text: { body: 'heard' } }])
})

test('statuses of many sends share webhooks, and none is lost', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `att_${index}`)
  await Promise.all(ids.map((id, index) => stage.send(text(String(16_505_550_000 + index), 'hi', id))))
  await stage.twin.idle()
  const sent = stage.receiver.statuses().filter(one => one.status === 'sent')
  expect(new Set(sent.map(one => one.biz_opaque_callback_data))).toEqual(new Set(ids))
  expect(stage.receiver.received.length).toBeLessThan(240)
})

test('a reset silences everything under way', async () => {
  stage.twin.adjust({ statuses: { sentMs: 100 } })
  await stage.send(text(CUSTOMER, 'hi'))
  stage.twin.reset()
  await stage.twin.idle(50)
  expect(stage.receiver.received).toHaveLength(0)
  expect(stage.twin.journal().map(entry => entry.kind)).toEqual(['reset'])
  expect(stage.twin.summary().sends.seen).toBe(0)
})
