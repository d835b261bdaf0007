import { afterEach, beforeEach, expect, test } from 'vitest'
import { call } from '../test/http.ts'
import { NUMBER, type Stage, startStage, text } from '../test/stage.ts'
import type { FaultRule } from './faults.ts'

let stage: Stage
beforeEach(async () => {
  stage = await startStage()
})
afterEach(() => stage.close())

const CUSTOMER = '16505551234'
const script = (...rules: FaultRule[]) => stage.twin.configure({ rules })
const attempt = (id: string, timeoutMs?: number) =>
  call(`${stage.twin.url}/v24.0/${NUMBER}/messages`, 'POST', text(CUSTOMER, 'hi', id), 'token', timeoutMs)
const onPhone = () => stage.twin.phone(CUSTOMER).map(message => message.attemptId)

test('latency delays the answer and changes nothing else', async () => {
  script({ fault: 'latency', ms: 120 })
  const started = performance.now()
  expect((await attempt('slow')).status).toBe(200)
  expect(performance.now() - started).toBeGreaterThanOrEqual(115)
  expect(stage.twin.summary().ambiguous).toEqual({ accepted: 0, notAccepted: 0 })
})

test('with latency after acceptance the statuses beat the answer', async () => {
  script({ fault: 'latency', ms: 800, accepted: true })
  const answer = attempt('early')
  await expect.poll(() => stage.receiver.statuses().length, { timeout: 700, interval: 5 }).toBe(2)
  expect((await answer).status).toBe(200)
})

test('a caller that hangs up during latency is ambiguous: the message was accepted', async () => {
  script({ fault: 'latency', ms: 150 })
  await expect(attempt('hung-up', 30)).rejects.toThrow()
  await expect.poll(() => stage.twin.sets().ambiguous.accepted).toEqual(['hung-up'])
  expect(onPhone()).toEqual(['hung-up'])
})

test('timeout before acceptance: no answer, no message', async () => {
  script({ fault: 'timeout_before' })
  await expect(attempt('a', 80)).rejects.toThrow()
  expect(onPhone()).toEqual([])
  expect(stage.twin.sets().ambiguous).toEqual({ accepted: [], notAccepted: ['a'] })
  expect(stage.twin.journal({ kind: 'send' })).toMatchObject([{ accepted: false, status: null, faults: ['rule-1'] }])
})

test('timeout after acceptance: no answer, but the message and its statuses', async () => {
  script({ fault: 'timeout_after', ms: 60 })
  await expect(attempt('a', 2000)).rejects.toThrow()
  await stage.twin.idle()
  expect(onPhone()).toEqual(['a'])
  expect(stage.receiver.statuses().map(one => one.biz_opaque_callback_data)).toEqual(['a', 'a'])
  expect(stage.twin.sets().ambiguous.accepted).toEqual(['a'])
})

test('reset before acceptance: the connection breaks and nothing was sent', async () => {
  script({ fault: 'reset_before' })
  await expect(attempt('a')).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(onPhone()).toEqual([])
})

test('reset after acceptance: the connection breaks and the message was sent', async () => {
  script({ fault: 'reset_after', times: 1 })
  await expect(attempt('a')).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect((await attempt('b')).status).toBe(200)
  expect(onPhone()).toEqual(['a', 'b'])
})

const ERRORS: [FaultRule, number, number, boolean?][] = [
  [{ fault: 'error', status: 429 }, 429, 130429],
  [{ fault: 'error', code: 130429 }, 400, 130429],
  [{ fault: 'error', code: 131056 }, 400, 131056],
  [{ fault: 'error', code: 131047 }, 400, 131047],
  [{ fault: 'error', code: 190 }, 401, 190],
  [{ fault: 'error', status: 500 }, 500, 131000],
  [{ fault: 'error', code: 2 }, 503, 2, true],
  [{ fault: 'error', code: 4 }, 400, 4, true],
  [{ fault: 'error', code: 132001 }, 404, 132001],
  [{ fault: 'error', code: 999_999 }, 400, 999_999],
  [{ fault: 'error' }, 500, 131000],
]
test.each(ERRORS)('%j answers as Meta would, and nothing was sent', async (rule, status, code, transient) => {
  script(rule)
  const answer = await attempt('a')
  expect(answer.status).toBe(status)
  expect(answer.json.error).toMatchObject({ code, type: 'OAuthException', fbtrace_id: expect.any(String) })
  expect(answer.json.error).toHaveProperty('message', expect.stringContaining(`(#${code})`))
  expect('is_transient' in answer.json.error!).toBe(Boolean(transient))
  expect(answer.headers['www-authenticate']).toContain('OAuth "Facebook Platform"')
  expect(onPhone()).toEqual([])
})

test('the pair limit explains itself in the words of Meta', async () => {
  script({ fault: 'error', code: 131056 })
  expect((await attempt('a')).json.error).toMatchObject({
    message: '(#131056) (Business Account, Consumer Account) pair rate limit hit',
    error_data: { messaging_product: 'whatsapp', details: expect.stringContaining('in a short period of time') },
  })
})

test('a 500 after acceptance is ambiguous', async () => {
  script({ fault: 'error', status: 500, accepted: true })
  expect((await attempt('a')).status).toBe(500)
  expect(onPhone()).toEqual(['a'])
  expect(stage.twin.sets().ambiguous.accepted).toEqual(['a'])
})

test('a truncated 200 was accepted and cannot be parsed', async () => {
  script({ fault: 'error', malformed: true })
  const answer = await attempt('a')
  expect(answer.status).toBe(200)
  expect(() => JSON.parse(answer.text)).toThrow()
  expect(onPhone()).toEqual(['a'])
  expect(stage.twin.sets().ambiguous.accepted).toEqual(['a'])
})

test('a 200 can lack the message id, be a page, or be empty', async () => {
  script(
    { fault: 'error', malformed: 'no_id', times: 1 },
    { fault: 'error', malformed: 'html', times: 1 },
    { fault: 'error', malformed: 'empty' },
  )
  const [noId, html, empty] = [await attempt('a'), await attempt('b'), await attempt('c')]
  expect(JSON.parse(noId.text)).toEqual({ messaging_product: 'whatsapp', contacts: [expect.any(Object)] })
  expect(html.headers['content-type']).toContain('text/html')
  expect(empty.text).toBe('')
  expect([noId.status, html.status, empty.status]).toEqual([200, 200, 200])
  expect(onPhone()).toEqual(['a', 'b', 'c'])
})

test('an answer can be cut in the middle of its body', async () => {
  script({ fault: 'error', malformed: 'cut' })
  await expect(attempt('a')).rejects.toThrow()
  expect(onPhone()).toEqual(['a'])
})

test('an undeliverable message is accepted and fails later with the code', async () => {
  script({ fault: 'undeliverable', code: 131047 })
  expect((await attempt('a')).status).toBe(200)
  await stage.twin.idle()
  expect(stage.receiver.statuses()).toMatchObject([
    { status: 'failed', biz_opaque_callback_data: 'a', errors: [{ code: 131047, title: 'Re-engagement message' }] },
  ])
})

test('statuses can be duplicated, dropped, stripped of their echo and delayed', async () => {
  stage.twin.configure({
    statuses: { duplicate: 1, copies: 2, drop: 1, dropOnly: ['delivered'], withoutCallbackData: 1 },
  })
  await attempt('a')
  await stage.twin.idle()
  expect(stage.receiver.statuses().map(one => one.status)).toEqual(['sent', 'sent', 'sent'])
  expect(stage.receiver.statuses()[0]).not.toHaveProperty('biz_opaque_callback_data')
  expect(stage.twin.journal({ kind: 'status' }).filter(entry => entry.note?.dropped)).toHaveLength(1)
})

test('statuses can arrive in the opposite order with their true times', async () => {
  stage.twin.adjust({ statuses: { sentMs: 0, deliveredMs: 60, readMs: 1100 } })
  stage.twin.configure({ statuses: { reorder: 1, drop: 1, dropOnly: ['delivered'] } })
  await attempt('a')
  await stage.twin.idle()
  const [first, second] = stage.receiver.statuses()
  expect([first!.status, second!.status]).toEqual(['read', 'sent'])
  expect(Number(first!.timestamp)).toBeGreaterThan(Number(second!.timestamp))
})

test('faults aim at one customer and leave the others alone', async () => {
  script({ fault: 'error', code: 131056, match: { to: CUSTOMER } })
  expect((await attempt('a')).status).toBe(400)
  expect((await stage.send(text('16505550000', 'hi'))).status).toBe(200)
})

test('other calls misbehave too when a rule names them', async () => {
  const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.x' }
  script({ fault: 'error', status: 503, match: { op: 'read' } })
  expect((await stage.send(receipt)).status).toBe(503)
  expect((await attempt('a')).status).toBe(200)
})

test('every fault that struck is in the journal, and calming the twin ends them', async () => {
  script({ id: 'flaky', fault: 'error', status: 500 })
  await attempt('a')
  stage.twin.configure({ rules: [] })
  expect((await attempt('b')).status).toBe(200)
  expect(stage.twin.journal({ kind: 'fault' })).toMatchObject([
    { type: 'error', attemptId: 'a', accepted: false, note: { rule: 'flaky', op: 'send' } },
  ])
  expect(stage.twin.summary().faults).toEqual({ error: 1 })
})
