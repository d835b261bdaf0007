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
let conversation: TestConversation
const query = (sql: string, values: unknown[] = []) => stage.app.database.query(sql, values)

beforeAll(async () => {
  stage = await sendingStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  stage.twin.configure({ rules: [] })
  conversation = await stage.conversation()
})

const channelOf = async () =>
  (
    await query(
      'select id, status, status_reason, status_meaning, degraded_by, sending_stopped_at from channel where external_id = $1',
      [conversation.number],
    )
  )[0]!
const events = async () =>
  (
    await query(`select type from event where aggregate_id = $1 and type like 'channel.%' order by position`, [
      (await channelOf()).id,
    ])
  ).map(row => row.type)
const setPace = (pace: object) =>
  query('update channel set pace = $2 where external_id = $1', [conversation.number, JSON.stringify(pace)])

describe('a number that may not send faster', () => {
  it('lets the rest wait without using up an attempt, and sends it in order when its time comes', async () => {
    await setPace({ perSecond: 4, burst: 2 })
    const ids: string[] = []
    for (let no = 0; no < 5; no++) ids.push((await conversation.queue(`no ${no}`)).id)
    const startedAt = performance.now()
    await until(async () => {
      await conversation.drain()
      return conversation.texts().length === 5
    })
    // Two at once, then four a second.
    expect(performance.now() - startedAt).toBeGreaterThan(600)
    expect(conversation.texts()).toEqual(['no 0', 'no 1', 'no 2', 'no 3', 'no 4'])
    for (const id of ids) expect((await conversation.attempts(id)).map(row => row.no)).toEqual([1])
  })

  it('waits as a whole when its provider says so, and others do not', async () => {
    const other = await stage.conversation()
    const rule = { match: { op: 'send' as const, phoneNumberId: conversation.number }, fault: 'error' as const }
    stage.twin.configure({ rules: [{ ...rule, status: 400, code: 130429, times: 1 }] })
    const { id } = await conversation.queue('too fast')
    await conversation.drain()
    await conversation.pass('wait')
    const free = await other.queue('somebody else')
    await conversation.drain()
    expect(conversation.calls()).toHaveLength(1)
    expect(await conversation.message(id)).toMatchObject({ status: 'queued' })
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
    await conversation.queue('first')
    const { id } = await conversation.queue('second')
    await conversation.drain()
    await conversation.drain()
    expect(conversation.texts()).toEqual(['first'])
    const [row] = await query(
      'select extract(epoch from next_try_at - now())::float as wait from send_pending where id = $1',
      [id],
    )
    expect(row!.wait).toBeGreaterThan(50)
  })
})

describe('a channel whose credentials are refused', () => {
  it('fails the message that showed it, keeps the rest, and goes on once the provider confirms it', async () => {
    const rule = { match: { op: 'send' as const, phoneNumberId: conversation.number }, fault: 'error' as const }
    stage.twin.configure({ rules: [{ ...rule, status: 401, code: 190, times: 1 }] })
    const { id: refused } = await conversation.queue('refused')
    const { id: kept } = await conversation.queue('kept')
    await conversation.drain()
    await conversation.pass('wait')
    await conversation.drain()
    expect(await conversation.message(refused)).toMatchObject({ status: 'failed', error: { code: 190 } })
    expect((await conversation.attempts(refused)).length).toBe(1)
    expect(await conversation.message(kept)).toMatchObject({ status: 'queued' })
    expect(await channelOf()).toMatchObject({ status: 'error', status_reason: expect.stringContaining('token') })
    expect(await events()).toContain('channel.stopped')
    const { id } = await channelOf()
    expect(
      (await stage.app.call(stage.a, 'POST', `/api/v1/channels/chn_${String(id).replaceAll('-', '')}/test`)).status,
    ).toBe(200)
    await until(async () => {
      await conversation.pass('wait')
      await createSender(stage.app.context).drain()
      return (await conversation.message(kept)).status === 'sent'
    })
  })
})

describe('a message that is refused after it was taken', () => {
  const refusedLate = async (code: number, at: Date) => {
    const { id } = await conversation.queue('taken')
    await conversation.drain()
    const { provider_message_id: wamid } = await conversation.message(id)
    const timestamp = `${Math.floor(at.getTime() / 1000)}`
    await conversation.report({ id: wamid, status: 'failed', timestamp, errors: [{ code, title: 'Refused late' }] })
    expect(await conversation.message(id)).toMatchObject({ status: 'failed', error: { code } })
  }

  it('stops the channel when its account is blocked, unless the provider has confirmed it since', async () => {
    await query('update channel set proven_at = now() where external_id = $1', [conversation.number])
    await refusedLate(131042, new Date(Date.now() - 60_000))
    expect((await channelOf()).sending_stopped_at).toBeNull()
    await refusedLate(131042, new Date(Date.now() + 60_000))
    expect(await channelOf()).toMatchObject({
      status: 'error',
      status_reason: 'There is a payment problem with the business account. (131042)',
      status_meaning: 'payment_problem',
      sending_stopped_at: expect.any(Date),
    })
  })

  it('tells that its customer wants no marketing', async () => {
    await refusedLate(131050, new Date())
    const [contact] = await query(
      `select opted_out_at, marketing_opted_out_at from contact
       where id = (select contact_id from conversation where id = $1)`,
      [conversation.conversationId],
    )
    expect(contact).toEqual({ opted_out_at: null, marketing_opted_out_at: expect.any(Date) })
  })
})

describe('a number that may start no more conversations today', () => {
  it('still answers; its templates wait', async () => {
    const sender = createSender(stage.app.context)
    const [starting, answered] = [await onThisNumber(), await onThisNumber()]
    const template = { type: 'template' as const, content: { template: { name: 'hello', language: 'en' } } }
    const match = { op: 'send' as const, phoneNumberId: conversation.number }
    stage.twin.configure({ rules: [{ match, fault: 'error', status: 400, code: 131064, times: 1 }] })
    const { id: refused } = await conversation.queue('', template)
    await sender.drain()
    const [waiting, answer] = [await starting.queue('', template), await answered.queue('answer')]
    await sender.drain()
    expect(await conversation.message(refused)).toMatchObject({ status: 'queued' })
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
    const other = await stage.conversation()
    await query('update conversation set channel_id = (select id from channel where external_id = $2) where id = $1', [
      other.conversationId,
      conversation.number,
    ])
    return other
  }
})

describe('a channel that got new credentials', () => {
  it('is not stopped by a call that the old ones were refused for meanwhile', async () => {
    const match = { op: 'send' as const, phoneNumberId: conversation.number }
    stage.twin.configure({
      rules: [
        { match, fault: 'latency', ms: 400, times: 1 },
        { match, fault: 'error', status: 401, code: 190, times: 1 },
      ],
    })
    const { id } = await conversation.queue('by the old ones')
    const sending = conversation.drain()
    await until(async () => (await conversation.message(id)).status === 'sending')
    await query(`update channel set credentials = credentials || '\\x00' where external_id = $1`, [conversation.number])
    await sending
    expect(await conversation.message(id)).toMatchObject({ status: 'failed', error: { code: 190 } })
    expect(await channelOf()).toMatchObject({ sending_stopped_at: null })
    expect(await events()).not.toContain('channel.stopped')
  })
})

describe('a provider that is unplugged', () => {
  it('loses nothing: messages wait, the channel shows it, and both recover by themselves', async () => {
    const sender = createSender(stage.app.context, { window: 60_000, rest: 300 })
    const ids = [(await conversation.queue('one')).id, (await conversation.queue('two')).id]
    await stage.twin.leave()
    await until(async () => {
      await conversation.pass('wait')
      await sender.drain()
      return (await channelOf()).degraded_by === 'breaker'
    })
    expect(await channelOf()).toMatchObject({
      status: 'degraded',
      status_reason: expect.stringContaining('cannot be reached'),
    })
    for (const id of ids) expect(await conversation.message(id)).toMatchObject({ status: 'queued' })
    await stage.twin.comeBack()
    await until(async () => {
      await conversation.pass('wait')
      await sender.drain()
      return (await conversation.message(ids[1]!)).status === 'sent'
    })
    expect(conversation.texts()).toEqual(['one', 'two'])
    for (const id of ids) expect((await conversation.attempts(id)).map(row => row.no)).toEqual([1])
    await until(async () => (await channelOf()).status === 'connected')
    expect(await events()).toEqual(expect.arrayContaining(['channel.degraded', 'channel.recovered']))
    await sender.close()
  })
})
