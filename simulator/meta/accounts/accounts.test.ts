import { afterEach, beforeEach, expect, test } from 'vitest'
import { NUMBER, type Stage, startStage, text } from '../../test/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
})
afterEach(() => stage.close())

test('a number describes itself with the fields asked for, always with its id', async () => {
  stage.twin.addNumber({ id: NUMBER, displayPhoneNumber: '15550934873', verifiedName: 'Café', qualityRating: 'YELLOW' })
  const answer = await stage.call(
    'GET',
    `/v24.0/${NUMBER}?fields=display_phone_number,verified_name,quality_rating,hat`,
  )
  expect(answer.json).toEqual({
    display_phone_number: '+1 555-093-4873',
    verified_name: 'Café',
    quality_rating: 'YELLOW',
    id: NUMBER,
  })
  expect(answer.text).toContain('Caf\\u00e9')
  expect(Object.keys((await stage.call('GET', `/v24.0/${NUMBER}`)).json)).toContain('throughput')
})

test('an account lists its numbers', async () => {
  stage.twin.addNumber({ id: '1', wabaId: '900' })
  stage.twin.addNumber({ id: '2', wabaId: '900' })
  stage.twin.addNumber({ id: '3', wabaId: '901' })
  const answer = await stage.call('GET', '/v24.0/900/phone_numbers')
  expect((answer.json.data as { id: string }[]).map(number => number.id)).toEqual(['1', '2'])
  expect((await stage.call('GET', '/v24.0/900')).json).toMatchObject({ id: '900', account_review_status: 'APPROVED' })
})

test('a number of which nobody said whose it is belongs to the account that asks, others to theirs alone', async () => {
  stage.twin.addNumber({ id: '1', wabaId: '900' })
  await stage.call('GET', `/v24.0/${NUMBER}`)
  const listed = async (account: string) =>
    ((await stage.call('GET', `/v24.0/${account}/phone_numbers`)).json.data as { id: string }[]).map(({ id }) => id)
  expect(await listed('900')).toEqual(['1', NUMBER])
  expect(await listed('901')).toEqual([NUMBER])
})

test('registration wants a pin of six digits, as JSON or as a form', async () => {
  const register = (pin: string) =>
    stage.call('POST', `/v24.0/${NUMBER}/register`, { messaging_product: 'whatsapp', pin })
  expect((await register('12345')).json.error?.message).toBe('Invalid PIN format. PIN must be exactly 6 digits')
  expect((await register('123456')).json).toEqual({ success: true })
  const form = await fetch(`${stage.twin.url}/v19.0/${NUMBER}/register`, {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'messaging_product=whatsapp&pin=123456',
  })
  expect(await form.json()).toEqual({ success: true })
})

test('a deregistered number cannot send until it is registered again', async () => {
  await stage.call('POST', `/v24.0/${NUMBER}/deregister`)
  expect((await stage.send(text('16505551234', 'hi'))).json.error).toMatchObject({ code: 133010 })
  await stage.call('POST', `/v24.0/${NUMBER}/register`, { messaging_product: 'whatsapp', pin: '123456' })
  expect((await stage.send(text('16505551234', 'hi'))).status).toBe(200)
})

test('a number can be given a callback of its own and lose it again', async () => {
  const configure = (override_callback_uri: string, verify_token = 'let me in') =>
    stage.call('POST', `/v24.0/${NUMBER}`, { webhook_configuration: { override_callback_uri, verify_token } })
  expect((await configure('not a url')).status).toBe(400)
  expect((await configure(stage.receiver.url)).json).toEqual({ success: true })
  expect((await configure('')).json).toEqual({ success: true })
})

test('a path that does not exist is an error in the form of Meta', async () => {
  const answer = await stage.call('GET', '/v24.0/1/nothing/here')
  expect(answer.status).toBe(400)
  expect(answer.json.error).toMatchObject({ code: 2500, type: 'OAuthException' })
})
