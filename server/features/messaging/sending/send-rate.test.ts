import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/ids/index.ts'
import { type SendingStage, sendingStage, type TestConversation } from '../../../test/sending.ts'
import { until } from '../../../test/until.ts'
import type { SendOutcome } from '../../channels/index.ts'
import { createBreakers } from './breaker.ts'
import { createChannelBackoff } from './channel-backoff.ts'
import { slowDown } from './send-rate.ts'
import { createSender } from './sender.ts'

let stage: SendingStage
let thread: TestConversation
const query = (sql: string, values: unknown[] = []) => stage.app.database.query(sql, values)

beforeAll(async () => {
  stage = await sendingStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  stage.twin.configure({ rules: [] })
  thread = await stage.thread()
})

const channelOf = async () =>
  (
    await query(
      'select id, status, status_reason, degraded_by, sending_stopped_at from channel where external_id = $1',
      [thread.number],
    )
  )[0]!
const events = async () =>
  (
    await query(`select type from event where aggregate_id = $1 and type like 'channel.%' order by position`, [
      (await channelOf()).id,
    ])
  ).map(row => row.type)
const setPace = (pace: object) =>
  query('update channel set pace = $2 where external_id = $1', [thread.number, JSON.stringify(pace)])

describe('a number that may not send faster', () => {
  it('lets the rest wait without using up an attempt, and sends it in order when its time comes', async () => {
    await setPace({ perSecond: 4, burst: 2 })
    const ids: string[] = []
    for (let no = 0; no < 5; no++) ids.push((await thread.queue(`no ${no}`)).id)
    const startedAt = performance.now()
    await until(async () => {
      await thread.drain()
      return thread.texts().length === 5
    })
    // Two at once, then four a second.
    expect(performance.now() - startedAt).toBeGreaterThan(600)
    expect(thread.texts()).toEqual(['no 0', 'no 1', 'no 2', 'no 3', 'no 4'])
    for (const id of ids) expect((await thread.attempts(id)).map(row => row.no)).toEqual([1])
  })

  it('waits as a whole when its provider says so, and others do not', async () => {
    const other = await stage.thread()
    const rule = { match: { op: 'send' as const, phoneNumberId: thread.number }, fault: 'error' as const }
    stage.twin.configure({ rules: [{ ...rule, status: 400, code: 130429, times: 1 }] })
    const { id } = await thread.queue('too fast')
    await thread.drain()
    await thread.pass('wait')
    const free = await other.queue('somebody else')
    await thread.drain()
    expect(thread.calls()).toHaveLength(1)
    expect(await thread.message(id)).toMatchObject({ status: 'queued' })
    expect(await other.message(free.id)).toMatchObject({ status: 'sent' })
  })
})

it('a pause is twice as long when the one before did not help, and as at first when it did', async () => {
  const resting = createChannelBackoff(createBreakers(() => undefined))
  const pacer = { channelId: newId(), conversationId: newId() }
  const error = { code: 429, title: 'Too fast' }
  const tooFast = { kind: 'refused', retry: 'later', class: 'slow_number', retryAfterSeconds: 0.05, error } as const
  const taken = { kind: 'accepted', providerMessageId: 'x' } as const
  const hear = (outcome: SendOutcome) => slowDown(stage.app.context, pacer, outcome, resting)
  const pauses: number[] = []
  for (const before of [0, 3, 9, 10, 0]) {
    for (let no = 0; no < before; no++) await hear(taken)
    // The other refusals of the burst bring nothing new.
    await Promise.all([hear(tooFast), hear(tooFast)])
    const { until: end, times } = resting.throttled.get(pacer.channelId)!
    pauses.push(2 ** times)
    await until(() => performance.now() > end)
  }
  expect(pauses).toEqual([1, 2, 4, 1, 2])
})

describe('a customer who may not be written to faster', () => {
  it('waits alone', async () => {
    await setPace({ perSecond: 100, burst: 100, pair: { everySeconds: 60, burst: 1 } })
    await thread.queue('first')
    const { id } = await thread.queue('second')
    await thread.drain()
    await thread.drain()
    expect(thread.texts()).toEqual(['first'])
    const [row] = await query(
      'select extract(epoch from next_try_at - now())::float as wait from send_pending where id = $1',
      [id],
    )
    expect(row!.wait).toBeGreaterThan(50)
  })
})

describe('a channel whose credentials are refused', () => {
  it('fails the message that showed it, keeps the rest, and goes on once the provider confirms it', async () => {
    const rule = { match: { op: 'send' as const, phoneNumberId: thread.number }, fault: 'error' as const }
    stage.twin.configure({ rules: [{ ...rule, status: 401, code: 190, times: 1 }] })
    const { id: refused } = await thread.queue('refused')
    const { id: kept } = await thread.queue('kept')
    await thread.drain()
    await thread.pass('wait')
    await thread.drain()
    expect(await thread.message(refused)).toMatchObject({ status: 'failed', error: { code: 190 } })
    expect((await thread.attempts(refused)).length).toBe(1)
    expect(await thread.message(kept)).toMatchObject({ status: 'queued' })
    expect(await channelOf()).toMatchObject({ status: 'error', status_reason: expect.stringContaining('token') })
    expect(await events()).toContain('channel.stopped')
    const { id } = await channelOf()
    expect(
      (await stage.app.call(stage.a, 'POST', `/api/v1/channels/chn_${String(id).replaceAll('-', '')}/test`)).status,
    ).toBe(200)
    await until(async () => {
      await thread.pass('wait')
      await createSender(stage.app.context).drain()
      return (await thread.message(kept)).status === 'sent'
    })
  })
})

describe('a message that is refused after it was taken', () => {
  const refusedLate = async (code: number, at: Date) => {
    const { id } = await thread.queue('taken')
    await thread.drain()
    const { provider_message_id: wamid } = await thread.message(id)
    const timestamp = `${Math.floor(at.getTime() / 1000)}`
    await thread.report({ id: wamid, status: 'failed', timestamp, errors: [{ code, title: 'Refused late' }] })
    expect(await thread.message(id)).toMatchObject({ status: 'failed', error: { code } })
  }

  it('stops the channel when its account is blocked, unless the provider has confirmed it since', async () => {
    await query('update channel set proven_at = now() where external_id = $1', [thread.number])
    await refusedLate(131042, new Date(Date.now() - 60_000))
    expect((await channelOf()).sending_stopped_at).toBeNull()
    await refusedLate(131042, new Date(Date.now() + 60_000))
    expect(await channelOf()).toMatchObject({
      status: 'error',
      status_reason: 'There is a payment problem with the business account. (131042)',
      sending_stopped_at: expect.any(Date),
    })
  })

  it('tells that its customer wants no marketing', async () => {
    await refusedLate(131050, new Date())
    const [contact] = await query(
      `select opted_out_at, marketing_opted_out_at from contact
       where id = (select contact_id from conversation where id = $1)`,
      [thread.conversationId],
    )
    expect(contact).toEqual({ opted_out_at: null, marketing_opted_out_at: expect.any(Date) })
  })
})

describe('a number that may start no more conversations today', () => {
  it('still answers; its templates wait', async () => {
    const sender = createSender(stage.app.context)
    const [starting, answered] = [await onThisNumber(), await onThisNumber()]
    const template = { type: 'template' as const, content: { template: { name: 'hello', language: 'en' } } }
    const match = { op: 'send' as const, phoneNumberId: thread.number }
    stage.twin.configure({ rules: [{ match, fault: 'error', status: 400, code: 131064, times: 1 }] })
    const { id: refused } = await thread.queue('', template)
    await sender.drain()
    const [waiting, answer] = [await starting.queue('', template), await answered.queue('answer')]
    await sender.drain()
    expect(await thread.message(refused)).toMatchObject({ status: 'queued' })
    expect(await starting.message(waiting.id)).toMatchObject({ status: 'queued' })
    expect(await answered.message(answer.id)).toMatchObject({ status: 'sent' })
    const waits = await query(
      'select extract(epoch from next_try_at - now())::float as seconds from send_pending where id = any($1)',
      [[refused, waiting.id]],
    )
    for (const { seconds } of waits) expect(seconds).toBeGreaterThan(3_500)
  })

  /** A conversation of another customer with this number. */
  async function onThisNumber(): Promise<TestConversation> {
    const other = await stage.thread()
    await query('update conversation set channel_id = (select id from channel where external_id = $2) where id = $1', [
      other.conversationId,
      thread.number,
    ])
    return other
  }
})

describe('a channel that got new credentials', () => {
  it('is not stopped by a call that the old ones were refused for meanwhile', async () => {
    const match = { op: 'send' as const, phoneNumberId: thread.number }
    stage.twin.configure({
      rules: [
        { match, fault: 'latency', ms: 400, times: 1 },
        { match, fault: 'error', status: 401, code: 190, times: 1 },
      ],
    })
    const { id } = await thread.queue('by the old ones')
    const sending = thread.drain()
    await until(async () => (await thread.message(id)).status === 'sending')
    await query(`update channel set credentials = credentials || '\\x00' where external_id = $1`, [thread.number])
    await sending
    expect(await thread.message(id)).toMatchObject({ status: 'failed', error: { code: 190 } })
    expect(await channelOf()).toMatchObject({ sending_stopped_at: null })
    expect(await events()).not.toContain('channel.stopped')
  })
})

describe('a provider that is unplugged', () => {
  it('loses nothing: messages wait, the channel shows it, and both recover by themselves', async () => {
    const sender = createSender(stage.app.context, { window: 60_000, rest: 300 })
    const ids = [(await thread.queue('one')).id, (await thread.queue('two')).id]
    await stage.twin.leave()
    await until(async () => {
      await thread.pass('wait')
      await sender.drain()
      return (await channelOf()).degraded_by === 'breaker'
    })
    expect(await channelOf()).toMatchObject({
      status: 'degraded',
      status_reason: expect.stringContaining('cannot be reached'),
    })
    for (const id of ids) expect(await thread.message(id)).toMatchObject({ status: 'queued' })
    await stage.twin.comeBack()
    await until(async () => {
      await thread.pass('wait')
      await sender.drain()
      return (await thread.message(ids[1]!)).status === 'sent'
    })
    expect(thread.texts()).toEqual(['one', 'two'])
    for (const id of ids) expect((await thread.attempts(id)).map(row => row.no)).toEqual([1])
    await until(async () => (await channelOf()).status === 'connected')
    expect(await events()).toEqual(expect.arrayContaining(['channel.degraded', 'channel.recovered']))
    await sender.close()
  })
})
