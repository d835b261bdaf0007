import { afterEach, beforeEach, expect, test } from 'vitest'
import { NUMBER, type Stage, startStage, text } from '../test/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
})
afterEach(() => stage.close())

const CUSTOMER = '16505551234'

test('an accepted send answers like Meta and is in the journal once', async () => {
  const answer = await stage.send(text('+1 650 555 1234', 'Your order is ready', 'att_1'))
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toBe('application/json; charset=UTF-8')
  expect(answer.json).toEqual({
    messaging_product: 'whatsapp',
    contacts: [{ input: '+1 650 555 1234', wa_id: CUSTOMER }],
    messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/]+=*$/) }],
  })
  const [entry] = stage.twin.journal({ kind: 'send' })
  expect(entry).toMatchObject({
    accepted: true,
    status: 200,
    attemptId: 'att_1',
    to: CUSTOMER,
    type: 'text',
    phoneNumberId: NUMBER,
    wamid: answer.json.messages![0]!.id,
    request: { text: { body: 'Your order is ready' } },
    response: answer.json,
  })
})

test('every API version and every number is served', async () => {
  for (const version of ['v19.0', 'v23.0', 'v24.0', 'v31.0']) {
    const answer = await stage.send(text(CUSTOMER, 'hi'), { version, number: `10${version.slice(1, 3)}` })
    expect(answer.status).toBe(200)
  }
})

test('statuses follow, signed, with the echo of the attempt, the recipient and the price', async () => {
  stage.twin.adjust({ statuses: { readMs: 20 } })
  const answer = await stage.send(text(CUSTOMER, 'hi', 'att_1'))
  await stage.twin.idle()
  const statuses = stage.receiver.statuses()
  expect(statuses.map(one => one.status).toSorted()).toEqual(['delivered', 'read', 'sent'])
  for (const one of statuses) {
    expect(one).toMatchObject({
      id: answer.json.messages![0]!.id,
      recipient_id: CUSTOMER,
      biz_opaque_callback_data: 'att_1',
      timestamp: expect.stringMatching(/^\d{10}$/),
    })
  }
  const priced = statuses.filter(one => one.pricing).map(one => one.status)
  expect(priced.toSorted()).toEqual(['delivered', 'sent'])
  expect(stage.receiver.received[0]!.body.entry[0]!.changes[0]!.value.metadata.phone_number_id).toBe(NUMBER)
})

test('the conversation block is there before v24 and gone from v24 on', async () => {
  await stage.send(text(CUSTOMER, 'old'), { version: 'v23.0' })
  await stage.send(text('16505550000', 'new'), { version: 'v24.0' })
  await stage.twin.idle()
  const sent = stage.receiver.statuses().filter(one => one.status === 'sent')
  const old = sent.find(one => one.recipient_id === CUSTOMER)
  const current = sent.find(one => one.recipient_id === '16505550000')
  expect(old?.conversation).toMatchObject({ expiration_timestamp: expect.any(String), origin: { type: 'service' } })
  expect(current).not.toHaveProperty('conversation')
})

test('a send without attempt id has no echo', async () => {
  await stage.send(text(CUSTOMER, 'hi'))
  await stage.twin.idle()
  expect(stage.receiver.statuses()[0]).not.toHaveProperty('biz_opaque_callback_data')
})

test('a business-scoped user id is answered and reported without any phone number', async () => {
  const bsuid = 'US.13491208655302741918'
  const answer = await stage.send({ ...text('', 'hi'), to: undefined, recipient: bsuid })
  expect(answer.json.contacts).toEqual([{ input: bsuid, user_id: bsuid }])
  await stage.twin.idle()
  expect(stage.receiver.statuses()[0]).toMatchObject({ recipient_user_id: bsuid })
  expect(stage.receiver.statuses()[0]).not.toHaveProperty('recipient_id')
})

test('a template answer carries the message status', async () => {
  const template = { name: 'hello_world', language: { code: 'en_US' } }
  const answer = await stage.send({ messaging_product: 'whatsapp', to: CUSTOMER, type: 'template', template })
  expect(answer.json.messages).toEqual([{ id: expect.any(String), message_status: 'accepted' }])
})

test('a refused send answers with the error of Meta, is written down, and reports nothing', async () => {
  const answer = await stage.send(text(CUSTOMER, 'x'.repeat(4097), 'att_long'))
  expect(answer.status).toBe(400)
  expect(answer.json.error).toEqual({
    message: "(#100) Param text['body'] must be at most 4096 characters long.",
    type: 'OAuthException',
    code: 100,
    fbtrace_id: expect.stringMatching(/^A[\w-]{22}$/),
  })
  await stage.twin.idle()
  expect(stage.receiver.received).toHaveLength(0)
  expect(stage.twin.journal({ kind: 'send' })).toMatchObject([{ accepted: false, status: 400, attemptId: 'att_long' }])
})

test('without a token the answer is 401, code 190, and the send is written down as refused', async () => {
  const answer = await stage.send(text(CUSTOMER, 'hi', 'att_1'), { token: null })
  expect(answer.status).toBe(401)
  expect(answer.json.error).toMatchObject({ code: 190, type: 'OAuthException' })
  expect(stage.twin.summary().sends).toMatchObject({ seen: 1, accepted: 0 })
})

test('a number with a token of its own takes no other', async () => {
  stage.twin.addNumber({ id: NUMBER, token: 'right' })
  expect((await stage.send(text(CUSTOMER, 'hi'), { token: 'wrong' })).json.error).toMatchObject({ code: 190 })
  expect((await stage.send(text(CUSTOMER, 'hi'), { token: 'right' })).status).toBe(200)
})

test('a strict twin does not know strange numbers', async () => {
  stage.twin.adjust({ strict: true })
  const answer = await stage.send(text(CUSTOMER, 'hi'), { number: '123123' })
  expect(answer.status).toBe(400)
  expect(answer.json.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' })
  expect(stage.twin.summary().sends).toMatchObject({ seen: 1, accepted: 0 })
})

test('broken JSON is a 400 in the form of Meta', async () => {
  const answer = await stage.send('{"messaging_product":')
  expect(answer.status).toBe(400)
  expect(answer.json.error).toMatchObject({ code: 100 })
})

test('a receipt is acknowledged, and typing is told apart', async () => {
  const { wamid } = stage.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, text: 'hi' })
  const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: wamid }
  expect((await stage.send(receipt)).json).toEqual({ success: true })
  expect((await stage.send({ ...receipt, typing_indicator: { type: 'text' } })).json).toEqual({ success: true })
  expect(stage.twin.journal({ kind: 'read' }).map(entry => entry.type)).toEqual(['read', 'typing'])
  expect(stage.twin.summary().sends.seen).toBe(0)
})

test('an outgoing message cannot be marked as read', async () => {
  const sent = await stage.send(text(CUSTOMER, 'hi'))
  const wamid = sent.json.messages![0]!.id
  const answer = await stage.send({ messaging_product: 'whatsapp', status: 'read', message_id: wamid })
  expect(answer.status).toBe(400)
  expect(answer.json.error?.error_data?.details).toBe(
    `Message supplied to mark message as read API with message ID: ${wamid} is outgoing. Please use an incoming message ID.`,
  )
})

test('the phone shows what it got and wrote, in order, duplicates included', async () => {
  const { wamid } = stage.twin.inject({ phoneNumberId: NUMBER, from: CUSTOMER, text: 'menu' })
  await stage.send({ messaging_product: 'whatsapp', status: 'read', message_id: wamid })
  await stage.send(text(CUSTOMER, 'Here it is', 'att_1'))
  await stage.send(text(CUSTOMER, 'Here it is', 'att_1'))
  await stage.send(text('16505550000', 'for somebody else'))
  const phone = stage.twin.phone(CUSTOMER)
  expect(phone.map(message => [message.direction, message.content])).toEqual([
    ['written', { body: 'menu' }],
    ['received', { body: 'Here it is' }],
    ['received', { body: 'Here it is' }],
  ])
  expect(phone[0]!.readAt).toBeDefined()
  expect(stage.twin.sets().duplicates).toEqual({ att_1: [expect.any(String), expect.any(String)] })
})
