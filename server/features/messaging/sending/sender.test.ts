import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { showId, type Uuid } from '../../../platform/ids/index.ts'
import { claim } from '../../../platform/pending/index.ts'
import { CALM, faulty, type SendingStage, sendingStage, type TestConversation } from '../../../test/sending.ts'
import { until } from '../../../test/until.ts'
import { queueMessage } from '../index.ts'
import { beginAttempts, SEND_TABLE } from './begin-attempts.ts'
import { createBreakers } from './breaker.ts'
import { createChannelBackoff } from './channel-backoff.ts'

let stage: SendingStage
let thread: TestConversation

beforeAll(async () => {
  stage = await sendingStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  thread = await stage.thread()
})
afterEach(() => stage.twin.configure(CALM))

const takeAll = () =>
  stage.app.context.db.system('test', tx =>
    claim(tx, SEND_TABLE, { perTenant: 100, limit: 100, leaseSeconds: 30, strict: true }),
  )

describe('sending', () => {
  it('calls the provider once, with our attempt as callback data, and records its id', async () => {
    const { id, created } = await thread.queue('hello')
    expect(created).toBe(true)
    expect(await thread.message(id)).toMatchObject({ status: 'queued', seq: 2 })
    await thread.drain()
    const [call] = thread.calls()
    expect(thread.calls()).toHaveLength(1)
    expect(call).toMatchObject({ attemptId: `${id}.1`, accepted: true })
    expect(await thread.message(id)).toMatchObject({ status: 'sent', provider_message_id: call!.wamid, error: null })
    expect(await thread.attempts(id)).toMatchObject([{ no: 1, state: 'accepted', provider_message_id: call!.wamid }])
    expect(await thread.pending()).toEqual([])
    expect((await thread.events(id)).map(event => event.type)).toEqual(['message.queued', 'message.sent'])
  })

  it('is counted at its channel as long as it waits', async () => {
    const [row] = await stage.app.database.query('select channel_id from conversation where id = $1', [
      thread.conversationId,
    ])
    const path = `/api/v1/channels/${showId('channel', row!.channel_id as Uuid)}`
    const waiting = async () =>
      (await stage.app.call<{ health: { waiting: number } }>(stage.a, 'GET', path)).data.health.waiting
    await thread.queue('one')
    await thread.queue('two')
    expect(await waiting()).toBe(2)
    await thread.drain()
    expect(await waiting()).toBe(0)
  })

  it('keeps the order of a conversation, however many senders there are', async () => {
    stage.twin.configure(faulty({ fault: 'latency', ms: 5, probability: 0.5 }))
    const wanted = Array.from({ length: 25 }, (_, at) => `text ${at}`)
    for (const text of wanted) await thread.queue(text)
    await Promise.all([thread.drain(), thread.drain(), thread.drain()])
    expect(thread.texts()).toEqual(wanted)
  })

  it('keeps the order also when another node’s clock is ahead', async () => {
    const { id } = await thread.queue('first')
    const ahead = `f${id.slice(1)}`
    const { query } = stage.app.database
    await query('update message set id = $1 where id = $2', [ahead, id])
    await query('update send_pending set id = $1 where id = $2', [ahead, id])
    await query('update send_attempt set message_id = $1 where message_id = $2', [ahead, id])
    expect((await thread.queue('second')).id > ahead).toBe(true)
    await thread.drain()
    expect(thread.texts()).toEqual(['first', 'second'])
  })

  it('takes one client key for one message, also in parallel, also when the window has closed meanwhile', async () => {
    const clientKey = `key of ${thread.customer}`
    const queued = await Promise.all(Array.from({ length: 8 }, () => thread.queue('once', { clientKey })))
    expect(new Set(queued.map(one => one.id)).size).toBe(1)
    expect(queued.filter(one => one.created)).toHaveLength(1)
    await thread.drain()
    await stage.app.database.query('update conversation set window_expires_at = now() where id = $1', [
      thread.conversationId,
    ])
    expect(await thread.queue('once', { clientKey })).toMatchObject({ id: queued[0]!.id, created: false })
    await thread.drain()
    expect(thread.texts()).toEqual(['once'])
  })

  it('wakes the senders when the commit is done, and not after a rollback', async () => {
    const { context } = stage.app
    const { tenantId, conversationId } = thread
    let woken = 0
    context.queue.handle('send', async () => void woken++)
    const failing = context.db.tenant(tenantId, async tx => {
      const content = { text: { body: 'never' } }
      await queueMessage(tx, { conversationId, type: 'text', content, author: { kind: 'bot' } })
      throw new Error('later step')
    })
    await expect(failing).rejects.toThrow('later step')
    await context.queue.idle()
    expect(woken).toBe(0)
    await thread.queue('wake')
    await until(() => woken === 1)
    await thread.drain()
    expect(thread.texts()).toEqual(['wake'])
  })

  it('of one conversation does not wait for a provider that hangs on another', async () => {
    const other = await stage.thread()
    stage.twin.configure(faulty({ fault: 'latency', ms: 1_500, match: { to: thread.customer } }))
    const slow = await thread.queue('slow')
    const draining = thread.drain()
    await until(async () => (await thread.message(slow.id)).status === 'sending')
    const quick = await other.queue('quick')
    void other.drain()
    await until(async () => (await other.message(quick.id)).status === 'sent', { timeout: 1_200 })
    expect((await thread.message(slow.id)).status).toBe('sending')
    await draining
    expect((await thread.message(slow.id)).status).toBe('sent')
  })
})

describe('a refusal', () => {
  it('that may pass is tried again, three times in all; what stands behind it waits', async () => {
    stage.twin.configure(faulty({ fault: 'error', status: 400, code: 131016, times: 3 }))
    const { id } = await thread.queue('refused')
    const { id: behind } = await thread.queue('behind')
    for (const round of [1, 2]) {
      await thread.drain()
      expect(thread.texts()).toEqual(Array.from({ length: round }, () => 'refused'))
      expect(await thread.message(id)).toMatchObject({ status: 'queued' })
      await thread.pass('wait')
    }
    await thread.drain()
    expect(thread.calls().map(call => call.attemptId)).toEqual([`${id}.1`, `${id}.2`, `${id}.3`, `${behind}.1`])
    expect(await thread.message(id)).toMatchObject({ status: 'failed', error: { code: 131016 } })
    expect((await thread.attempts(id)).map(row => row.state)).toEqual(['refused', 'refused', 'refused'])
    expect(await thread.message(behind)).toMatchObject({ status: 'sent' })
  })

  it('is forgotten when the next attempt is taken, which is made after a pause', async () => {
    stage.twin.configure(faulty({ fault: 'error', status: 400, code: 131016, times: 1 }))
    const { id } = await thread.queue('second time lucky')
    await thread.drain()
    const [row] = await stage.app.database.query<{ wait: number }>(
      `select extract(epoch from next_try_at - now())::float as wait from send_pending where id = $1`,
      [id],
    )
    expect(row!.wait).toBeGreaterThan(1)
    await thread.pass('wait')
    await thread.drain()
    expect(await thread.message(id)).toMatchObject({ status: 'sent', error: null })
    expect(await thread.pending()).toEqual([])
  })

  it('for good gets one call, says why, and lets the next one follow', async () => {
    stage.twin.configure(faulty({ fault: 'error', status: 400, code: 131026, times: 1 }))
    const { id } = await thread.queue('never')
    const { id: next } = await thread.queue('next')
    await thread.drain()
    const error = { code: 131026, title: expect.any(String), text: expect.any(String) }
    expect(await thread.message(id)).toMatchObject({ status: 'failed', error })
    expect((await thread.events(id)).at(-1)).toMatchObject({
      type: 'message.status',
      data: { status: 'failed', error },
    })
    expect(await thread.message(next)).toMatchObject({ status: 'sent' })
    expect(thread.calls()).toHaveLength(2)
  })

  it('comes without a call from a channel that was removed', async () => {
    const { id } = await thread.queue('no way')
    await stage.app.database.query(`update channel set removed_at = now() where external_id = $1`, [thread.number])
    await thread.drain()
    expect(thread.calls()).toEqual([])
    expect(await thread.message(id)).toMatchObject({ status: 'failed', error: { code: 'CHANNEL_REMOVED' } })
  })
})

describe('a worker that dies', () => {
  it('after the claim loses nothing: the message is sent when the lease has run out', async () => {
    const { id } = await thread.queue('rescued')
    await takeAll()
    await thread.drain()
    expect(thread.calls()).toEqual([])
    await thread.pass('lease')
    await thread.drain()
    expect(thread.texts()).toEqual(['rescued'])
    expect(await thread.message(id)).toMatchObject({ status: 'sent' })
  })

  it('after ‘sending’ was committed leaves an unknown outcome when the deadline passes, never a second call', async () => {
    const { id } = await thread.queue('half sent')
    const { id: behind } = await thread.queue('behind')
    await begin(await takeAll())
    await thread.pass('lease')
    await thread.drain()
    expect(await thread.message(id)).toMatchObject({ status: 'sending' })
    expect(await thread.message(behind)).toMatchObject({ status: 'queued' })
    await thread.pass('deadline')
    await thread.pass('wait')
    await thread.drain()
    expect(await thread.message(id)).toMatchObject({ status: 'unknown' })
    expect((await thread.events(id)).at(-1)).toMatchObject({ type: 'message.status', data: { status: 'unknown' } })
    expect(thread.texts()).toEqual(['behind'])
    expect(await thread.pending()).toEqual([])
  })

  it('after the provider’s answer: a status proves what it could not record', async () => {
    const { id } = await thread.queue('answered')
    await begin(await takeAll())
    await thread.report({ id: 'wamid.proof', status: 'sent', biz_opaque_callback_data: `${id}.1` })
    await thread.pass('lease')
    await thread.pass('deadline')
    await thread.drain()
    expect(await thread.message(id)).toMatchObject({ status: 'sent', provider_message_id: 'wamid.proof' })
    expect(await thread.attempts(id)).toMatchObject([{ state: 'accepted' }])
    expect(await thread.pending()).toEqual([])
    expect(thread.calls()).toEqual([])
  })
})

describe('a worker that slept through its lease', () => {
  it('sends nothing that another has taken over', async () => {
    const { id } = await thread.queue('once')
    const stale = await takeAll()
    await thread.pass('lease')
    await thread.drain()
    expect(await begin(stale)).toEqual([{ kind: 'wait' }])
    expect(thread.texts()).toEqual(['once'])
    expect(await thread.message(id)).toMatchObject({ status: 'sent' })
  })

  it('cannot begin what another holds but has not begun', async () => {
    const { id } = await thread.queue('once')
    const stale = await takeAll()
    await thread.pass('lease')
    const fresh = await takeAll()
    expect(await begin(stale)).toEqual([{ kind: 'wait' }])
    expect(await begin(fresh)).toMatchObject([{ kind: 'send', started: { messageId: id, no: 1 } }])
  })
})

const begin = (claims: Awaited<ReturnType<typeof takeAll>>) =>
  stage.app.context.db.tenant(thread.tenantId, tx =>
    beginAttempts(stage.app.context, tx, claims.slice(0, 1), createChannelBackoff(createBreakers(() => undefined))),
  )
