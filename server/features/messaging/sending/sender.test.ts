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
let conversation: TestConversation

beforeAll(async () => {
  stage = await sendingStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  conversation = await stage.conversation()
})
afterEach(() => stage.twin.configure(CALM))

const takeAll = () =>
  stage.app.context.db.system('test', tx =>
    claim(tx, SEND_TABLE, { perTenant: 100, limit: 100, leaseSeconds: 30, strict: true }),
  )

describe('sending', () => {
  it('calls the provider once, with our attempt as callback data, and records its id', async () => {
    const { id, created } = await conversation.queue('hello')
    expect(created).toBe(true)
    expect(await conversation.message(id)).toMatchObject({ status: 'queued', seq: 2 })
    await conversation.drain()
    const [call] = conversation.calls()
    expect(conversation.calls()).toHaveLength(1)
    expect(call).toMatchObject({ attemptId: `${id}.1`, accepted: true })
    expect(await conversation.message(id)).toMatchObject({
      status: 'sent',
      provider_message_id: call!.wamid,
      error: null,
    })
    expect(await conversation.attempts(id)).toMatchObject([
      { no: 1, state: 'accepted', provider_message_id: call!.wamid },
    ])
    expect(await conversation.pending()).toEqual([])
    expect((await conversation.events(id)).map(event => event.type)).toEqual(['message.queued', 'message.sent'])
  })

  it('is counted at its channel as long as it waits', async () => {
    const [row] = await stage.app.database.query('select channel_id from conversation where id = $1', [
      conversation.conversationId,
    ])
    const path = `/api/v1/channels/${showId('channel', row!.channel_id as Uuid)}`
    const waiting = async () =>
      (await stage.app.call<{ health: { waiting: number } }>(stage.a, 'GET', path)).data.health.waiting
    await conversation.queue('one')
    await conversation.queue('two')
    expect(await waiting()).toBe(2)
    await conversation.drain()
    expect(await waiting()).toBe(0)
  })

  it('keeps the order of a conversation, however many senders there are', async () => {
    stage.twin.configure(faulty({ fault: 'latency', ms: 5, probability: 0.5 }))
    const wanted = Array.from({ length: 25 }, (_, at) => `text ${at}`)
    for (const text of wanted) await conversation.queue(text)
    await Promise.all([conversation.drain(), conversation.drain(), conversation.drain()])
    expect(conversation.texts()).toEqual(wanted)
  })

  it('keeps the order also when another node’s clock is ahead', async () => {
    const { id } = await conversation.queue('first')
    const ahead = `f${id.slice(1)}`
    const { query } = stage.app.database
    await query('update message set id = $1 where id = $2', [ahead, id])
    await query('update send_pending set id = $1 where id = $2', [ahead, id])
    await query('update send_attempt set message_id = $1 where message_id = $2', [ahead, id])
    expect((await conversation.queue('second')).id > ahead).toBe(true)
    await conversation.drain()
    expect(conversation.texts()).toEqual(['first', 'second'])
  })

  it('takes one client key for one message, also in parallel, also when the window has closed meanwhile', async () => {
    const clientKey = `key of ${conversation.customer}`
    const queued = await Promise.all(Array.from({ length: 8 }, () => conversation.queue('once', { clientKey })))
    expect(new Set(queued.map(one => one.id)).size).toBe(1)
    expect(queued.filter(one => one.created)).toHaveLength(1)
    await conversation.drain()
    await stage.app.database.query('update conversation set window_expires_at = now() where id = $1', [
      conversation.conversationId,
    ])
    expect(await conversation.queue('once', { clientKey })).toMatchObject({ id: queued[0]!.id, created: false })
    await conversation.drain()
    expect(conversation.texts()).toEqual(['once'])
  })

  it('wakes the senders when the commit is done, and not after a rollback', async () => {
    const { context } = stage.app
    const { tenantId, conversationId } = conversation
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
    await conversation.queue('wake')
    await until(() => woken === 1)
    await conversation.drain()
    expect(conversation.texts()).toEqual(['wake'])
  })

  it('of one conversation does not wait for a provider that hangs on another', async () => {
    const other = await stage.conversation()
    stage.twin.configure(faulty({ fault: 'latency', ms: 1_500, match: { to: conversation.customer } }))
    const slow = await conversation.queue('slow')
    const draining = conversation.drain()
    await until(async () => (await conversation.message(slow.id)).status === 'sending')
    const quick = await other.queue('quick')
    void other.drain()
    await until(async () => (await other.message(quick.id)).status === 'sent', { timeout: 1_200 })
    expect((await conversation.message(slow.id)).status).toBe('sending')
    await draining
    expect((await conversation.message(slow.id)).status).toBe('sent')
  })
})

describe('a refusal', () => {
  it('that may pass is tried again, three times in all; what stands behind it waits', async () => {
    stage.twin.configure(faulty({ fault: 'error', status: 400, code: 131016, times: 3 }))
    const { id } = await conversation.queue('refused')
    const { id: behind } = await conversation.queue('behind')
    for (const round of [1, 2]) {
      await conversation.drain()
      expect(conversation.texts()).toEqual(Array.from({ length: round }, () => 'refused'))
      expect(await conversation.message(id)).toMatchObject({ status: 'queued' })
      await conversation.pass('wait')
    }
    await conversation.drain()
    expect(conversation.calls().map(call => call.attemptId)).toEqual([`${id}.1`, `${id}.2`, `${id}.3`, `${behind}.1`])
    expect(await conversation.message(id)).toMatchObject({ status: 'failed', error: { code: 131016 } })
    expect((await conversation.attempts(id)).map(row => row.state)).toEqual(['refused', 'refused', 'refused'])
    expect(await conversation.message(behind)).toMatchObject({ status: 'sent' })
  })

  it('is forgotten when the next attempt is taken, which is made after a pause', async () => {
    stage.twin.configure(faulty({ fault: 'error', status: 400, code: 131016, times: 1 }))
    const { id } = await conversation.queue('second time lucky')
    await conversation.drain()
    const [row] = await stage.app.database.query<{ wait: number }>(
      `select extract(epoch from next_try_at - now())::float as wait from send_pending where id = $1`,
      [id],
    )
    expect(row!.wait).toBeGreaterThan(1)
    await conversation.pass('wait')
    await conversation.drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'sent', error: null })
    expect(await conversation.pending()).toEqual([])
  })

  it('for good gets one call, says why, and lets the next one follow', async () => {
    stage.twin.configure(faulty({ fault: 'error', status: 400, code: 131026, times: 1 }))
    const { id } = await conversation.queue('never')
    const { id: next } = await conversation.queue('next')
    await conversation.drain()
    const error = { code: 131026, meaning: 'not_on_whatsapp', title: expect.any(String), text: expect.any(String) }
    expect(await conversation.message(id)).toMatchObject({ status: 'failed', error })
    expect((await conversation.events(id)).at(-1)).toMatchObject({
      type: 'message.status',
      data: { status: 'failed', error },
    })
    expect(await conversation.message(next)).toMatchObject({ status: 'sent' })
    expect(conversation.calls()).toHaveLength(2)
  })

  it('comes without a call from a channel that was removed', async () => {
    const { id } = await conversation.queue('no way')
    await stage.app.database.query(`update channel set removed_at = now() where external_id = $1`, [
      conversation.number,
    ])
    await conversation.drain()
    expect(conversation.calls()).toEqual([])
    expect(await conversation.message(id)).toMatchObject({ status: 'failed', error: { code: 'CHANNEL_REMOVED' } })
  })
})

describe('a worker that dies', () => {
  it('after the claim loses nothing: the message is sent when the lease has run out', async () => {
    const { id } = await conversation.queue('rescued')
    await takeAll()
    await conversation.drain()
    expect(conversation.calls()).toEqual([])
    await conversation.pass('lease')
    await conversation.drain()
    expect(conversation.texts()).toEqual(['rescued'])
    expect(await conversation.message(id)).toMatchObject({ status: 'sent' })
  })

  it('after ‘sending’ was committed leaves an unknown outcome when the deadline passes, never a second call', async () => {
    const { id } = await conversation.queue('half sent')
    const { id: behind } = await conversation.queue('behind')
    await begin(await takeAll())
    await conversation.pass('lease')
    await conversation.drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'sending' })
    expect(await conversation.message(behind)).toMatchObject({ status: 'queued' })
    await conversation.pass('deadline')
    await conversation.pass('wait')
    await conversation.drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'unknown' })
    expect((await conversation.events(id)).at(-1)).toMatchObject({
      type: 'message.status',
      data: { status: 'unknown' },
    })
    expect(conversation.texts()).toEqual(['behind'])
    expect(await conversation.pending()).toEqual([])
  })

  it('after the provider’s answer: a status proves what it could not record', async () => {
    const { id } = await conversation.queue('answered')
    await begin(await takeAll())
    await conversation.report({ id: 'wamid.proof', status: 'sent', biz_opaque_callback_data: `${id}.1` })
    await conversation.pass('lease')
    await conversation.pass('deadline')
    await conversation.drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'sent', provider_message_id: 'wamid.proof' })
    expect(await conversation.attempts(id)).toMatchObject([{ state: 'accepted' }])
    expect(await conversation.pending()).toEqual([])
    expect(conversation.calls()).toEqual([])
  })
})

describe('a worker that slept through its lease', () => {
  it('sends nothing that another has taken over', async () => {
    const { id } = await conversation.queue('once')
    const stale = await takeAll()
    await conversation.pass('lease')
    await conversation.drain()
    expect(await begin(stale)).toEqual([{ kind: 'wait' }])
    expect(conversation.texts()).toEqual(['once'])
    expect(await conversation.message(id)).toMatchObject({ status: 'sent' })
  })

  it('cannot begin what another holds but has not begun', async () => {
    const { id } = await conversation.queue('once')
    const stale = await takeAll()
    await conversation.pass('lease')
    const fresh = await takeAll()
    expect(await begin(stale)).toEqual([{ kind: 'wait' }])
    expect(await begin(fresh)).toMatchObject([{ kind: 'send', started: { messageId: id, no: 1 } }])
  })
})

const begin = (claims: Awaited<ReturnType<typeof takeAll>>) =>
  stage.app.context.db.tenant(conversation.tenantId, tx =>
    beginAttempts(stage.app.context, tx, claims.slice(0, 1), createChannelBackoff(createBreakers(() => undefined))),
  )
