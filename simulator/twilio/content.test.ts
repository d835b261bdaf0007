import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUSINESS, CUSTOMER, type Providers, startProviders } from '../test/providers.ts'
import { TWIN_ACCOUNT } from './inbound.ts'

let all: Providers
beforeEach(async () => {
  all = await startProviders()
  all.twin.adjust({ review: { ms: 40 } })
})
afterEach(() => all.close())

const body = {
  friendly_name: 'order_ready',
  language: 'en',
  variables: { 1: 'you' },
  types: { 'twilio/text': { body: 'Hello {{1}}, your order is ready' } },
}
const make = async () => (await all.twilio('POST', '/v1/Content', body)).json.sid!
const approvals = (sid: string) => `/v1/Content/${sid}/ApprovalRequests`
const hand = (sid: string) =>
  all.twilio('POST', `${approvals(sid)}/whatsapp`, { name: 'order_ready', category: 'UTILITY' })
const state = async (sid: string) =>
  ((await all.twilio('GET', approvals(sid))).json.whatsapp as { status: string; rejection_reason: string }) ?? {}
const send = (ContentSid: string, more = {}) =>
  all.twilio('POST', `/2010-04-01/Accounts/${TWIN_ACCOUNT}/Messages.json`, {
    To: `whatsapp:+${CUSTOMER}`,
    From: `whatsapp:${BUSINESS}`,
    ContentSid,
    ...more,
  })

test('an approval is received, then pending, then approved', async () => {
  const sid = await make()
  expect((await state(sid)).status).toBe('unsubmitted')
  expect((await hand(sid)).json.status).toBe('received')
  await expect.poll(async () => (await state(sid)).status).toBe('approved')
})

test('a rejection has its reason, and what was rejected or paused fails after acceptance', async () => {
  const sid = await make()
  await all.control('POST', `/twin/twilio/content/${sid}`, { status: 'rejected', reason: 'PROMOTIONAL' })
  expect(await state(sid)).toMatchObject({ status: 'rejected', rejection_reason: 'PROMOTIONAL' })
  const rejected = await send(sid)
  await all.control('POST', `/twin/twilio/content/${sid}`, { status: 'paused' })
  const paused = await send(sid)
  await all.twin.idle()
  const codeOf = async (uri: unknown) => (await all.twilio('GET', String(uri))).json.error_code
  expect([await codeOf(rejected.json.uri), await codeOf(paused.json.uri)]).toEqual([63040, 63041])
})

test('the message says the words with the variables in their places', async () => {
  const sid = await make()
  expect((await send(sid, { ContentVariables: '{"1":"Zoë"}' })).json.body).toBe('Hello Zoë, your order is ready')
  expect((await send(sid)).json.body).toBe('Hello you, your order is ready')
})

test('who has content of their own cannot send what was never made, nor what was deleted', async () => {
  const unknown = `HX${'1'.repeat(32)}`
  expect((await send(unknown)).status).toBe(201)
  const sid = await make()
  await make()
  expect((await send(unknown)).json.code).toBe(21655)
  expect((await all.twilio('DELETE', `/v1/Content/${sid}`)).status).toBe(204)
  expect((await send(sid)).json.code).toBe(21655)
  expect((await all.twilio('GET', `/v1/Content/${sid}`)).json).toMatchObject({ code: 20404, status: 404 })
})

test('content without types, with unknown ones or a bad name for approval is refused', async () => {
  expect((await all.twilio('POST', '/v1/Content', { language: 'en' })).status).toBe(400)
  expect((await all.twilio('POST', '/v1/Content', { language: 'en', types: { 'twilio/fax': {} } })).status).toBe(400)
  const sid = await make()
  const bad = await all.twilio('POST', `${approvals(sid)}/whatsapp`, { name: 'Order Ready', category: 'UTILITY' })
  expect(bad.status).toBe(400)
})

test('contents come page by page with the verdict on each', async () => {
  for (const _ of [1, 2, 3]) await hand(await make())
  const page = await all.twilio('GET', '/v1/ContentAndApprovals?PageSize=2')
  expect(page.json.contents).toHaveLength(2)
  expect(page.json.contents).toMatchObject([{ approval_requests: { name: 'order_ready' } }, {}])
  const next = new URL(String((page.json.meta as { next_page_url: string }).next_page_url))
  expect((await all.twilio('GET', next.pathname + next.search)).json.contents).toHaveLength(1)
})

test('a sender comes online step by step and sends its messages to its own address', async () => {
  const made = await all.twilio('POST', '/v2/Channels/Senders', {
    sender_id: 'whatsapp:+15005550006',
    webhook: { callback_url: `${all.hook.url}/own` },
  })
  expect([made.status, made.json.status]).toEqual([202, 'CREATING'])
  const status = async () => (await all.twilio('GET', `/v2/Channels/Senders/${made.json.sid}`)).json.status
  await expect.poll(status, { timeout: 2000 }).toBe('ONLINE')
  const list = (query: string) => all.twilio('GET', `/v2/Channels/Senders?${query}`)
  const { senders, meta } = (await list('Channel=whatsapp&PageSize=1')).json as { senders: object[]; meta: object }
  expect([senders, meta]).toMatchObject([[{ sender_id: 'whatsapp:+14155238886' }], { page: 0, key: 'senders' }])
  const { search } = new URL((meta as { next_page_url: string }).next_page_url)
  expect((await list(search.slice(1))).json).toMatchObject({
    senders: [{ sid: made.json.sid }],
    meta: { next_page_url: null },
  })
  expect((await list('')).status).toBe(400)
  await Promise.all(all.twin.injectTwilio({ to: '+15005550006', from: `+${CUSTOMER}`, text: 'hi' }).outcomes)
  expect(all.hook.received.at(-1)!.path).toBe('/hook/own')
})
