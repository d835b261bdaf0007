import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { showId, type Uuid } from '../../../platform/ids/index.ts'
import { receive, textDelivery } from '../../../test/contracts/meta.ts'
import { CALM, type SendingStage, sendingStage, type TestConversation } from '../../../test/sending.ts'
import { until } from '../../../test/until.ts'
import { applyPreferences, mergeContacts } from '../../contacts/index.ts'
import { lockConversations } from '../inbound/open-conversations.sql.ts'
import { moveConversations } from '../merges/merge.ts'
import { requeue } from '../unknown-sends/requeue.ts'
import { settleAttempt } from '../unknown-sends/unknown-send.sql.ts'
import { createSender } from './sender.ts'

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

const query = (sql: string, values: unknown[] = []) => stage.app.database.query(sql, values)
const write = (text: string, { number, customer }: TestConversation = thread) =>
  receive(stage.app, textDelivery({ number, from: customer, text }))
const contactOf = async ({ conversationId }: TestConversation): Promise<Uuid> =>
  (await query('select contact_id from conversation where id = $1', [conversationId]))[0]!.contact_id as Uuid
/** What the provider was asked to send, without confirmations of opt-outs. */
const said = () => thread.texts().filter(text => !text?.includes('START'))
const tenant = <T>(work: Parameters<typeof stage.app.context.db.tenant<T>>[1]) =>
  stage.app.context.db.tenant(thread.tenantId, work)
const OPTED_OUT = { status: 'failed', error: { code: 'CONTACT_OPTED_OUT' } }

describe('a customer who wants nothing any more gets nothing', () => {
  it('that was under way at that moment and was refused then', async () => {
    const slow = { fault: 'latency' as const, ms: 400, times: 1 }
    stage.twin.configure({
      rules: [slow, { fault: 'error', status: 400, code: 131016, times: 1 }],
      statuses: {},
    })
    const { id } = await thread.queue('news')
    const draining = thread.drain()
    await until(async () => (await thread.message(id)).status === 'sending')
    await write('STOP')
    await draining
    await thread.pass('wait')
    await thread.drain()
    expect(said()).toEqual(['news'])
    expect(await thread.message(id)).toMatchObject(OPTED_OUT)
    expect(await thread.attempts(id)).toMatchObject([{ state: 'refused' }, { state: 'refused' }])
    expect(await thread.pending()).toEqual([])
    expect((await thread.events(id)).at(-1)).toMatchObject({ type: 'message.status', data: OPTED_OUT })
  })

  it('of which nobody knew, and that is then proven never to have left', async () => {
    stage.twin.configure({ rules: [{ fault: 'reset_before', times: 1 }], statuses: {} })
    const { id } = await thread.queue('news')
    await thread.drain()
    expect(await thread.message(id)).toMatchObject({ status: 'unknown' })
    await write('STOP')
    await tenant(async tx => {
      await tx.run(lockConversations([thread.conversationId]))
      await tx.run(settleAttempt(id, 1, { state: 'refused', providerMessageId: null, proof: 'test' }))
      await requeue(tx, [{ messageId: id, no: 1 }])
    })
    const before = said().length
    await thread.drain()
    expect(said()).toHaveLength(before)
    expect(await thread.message(id)).toMatchObject(OPTED_OUT)
  })

  it('that waited when the provider told of the wish', async () => {
    const { id } = await thread.queue('campaign', { author: { kind: 'campaign' } })
    const identities = [{ kind: 'wa_id' as const, scope: '', value: thread.customer }]
    await tenant(tx => applyPreferences(tx, [{ identities, wants: 'stop', scope: 'all', at: new Date() }]))
    await thread.drain()
    expect(said()).toEqual([])
    expect(await thread.message(id)).toMatchObject(OPTED_OUT)
  })

  it('that waited under another of their names', async () => {
    const other = await stage.thread()
    await write('STOP', other)
    const { id } = await thread.queue('news')
    const two = { keptId: await contactOf(thread), mergedId: await contactOf(other) }
    await tenant(async tx => {
      const { merge } = await mergeContacts(tx, two, { kind: 'system' })
      await moveConversations(tx, [merge], { kind: 'system' })
    })
    await thread.drain()
    expect(said()).toEqual([])
    expect(await thread.message(id)).toMatchObject(OPTED_OUT)
  })

  it('by a template either, whoever chose it', async () => {
    const template = { type: 'template' as const, content: { template: { name: 'hello', language: 'en' } } }
    const { id } = await thread.queue('', { ...template, author: { kind: 'user' } })
    await write('STOP')
    await thread.drain()
    expect(said()).toEqual([])
    expect(await thread.message(id)).toMatchObject(OPTED_OUT)
    // Also where only the last check, in the statement that makes it 'sending', can notice it.
    await query('update contact set opted_out_at = null where id = $1', [await contactOf(thread)])
    const { id: late } = await thread.queue('', { ...template, author: { kind: 'user' } })
    await query('update contact set opted_out_at = now() where id = $1', [await contactOf(thread)])
    await thread.drain()
    expect(await thread.message(late)).toMatchObject(OPTED_OUT)
  })

  it('but what a person wrote before', async () => {
    await thread.queue('by hand', { author: { kind: 'user' } })
    await write('STOP')
    await thread.drain()
    expect(said()).toEqual(['by hand'])
  })
})

describe('a message that has waited until the window closed', () => {
  it('is not given to the provider, says why, and holds nobody up', async () => {
    const { id } = await thread.queue('too late')
    const template = { name: 'hello', language: 'en', components: [] }
    const next = await thread.queue('', { type: 'template', content: { template } })
    await query('update conversation set window_expires_at = now() where id = $1', [thread.conversationId])
    await thread.drain()
    expect(thread.calls().map(call => call.attemptId)).toEqual([`${next.id}.1`])
    expect(await thread.message(id)).toMatchObject({ status: 'failed', error: { code: 'WINDOW_CLOSED' } })
    expect(await thread.attempts(id)).toMatchObject([{ state: 'refused', proof: 'WINDOW_CLOSED' }])
  })
})

describe('a message in a conversation that was merged', () => {
  it('leaves while the window of the one that goes on is open', async () => {
    const other = await stage.thread()
    await query(
      'update conversation set channel_id = (select channel_id from conversation where id = $1) where id = $2',
      [other.conversationId, thread.conversationId],
    )
    const { id } = await thread.queue('still')
    const two = { keptId: await contactOf(other), mergedId: await contactOf(thread) }
    await tenant(async tx => {
      const { merge } = await mergeContacts(tx, two, { kind: 'system' })
      await moveConversations(tx, [merge], { kind: 'system' })
    })
    await query('update conversation set window_expires_at = now() where id = $1', [thread.conversationId])
    await thread.drain()
    expect(said()).toEqual(['still'])
    expect(await thread.message(id)).toMatchObject({ status: 'sent' })
  })
})

/** Changes rows directly, as another process does whose signal has not arrived. */
const change = (what: string) =>
  query(`update channel set ${what} where id = (select channel_id from conversation where id = $1)`, [
    thread.conversationId,
  ])
/** From here on the sender has the channel in its cache. */
const warm = async () => {
  await thread.queue('first')
  await thread.drain()
}
/** What another process of the program sees, or this one after its wait for channels has ended. */
const later = async () => {
  await thread.pass('wait')
  await createSender(stage.app.context).drain()
}

describe('nothing goes out', () => {
  it('by a channel from the moment it is removed, also where nobody has heard of it', async () => {
    await warm()
    const { id } = await thread.queue('second')
    await change('removed_at = now(), credentials = null')
    await thread.drain()
    expect(said()).toEqual(['first'])
    expect(await thread.message(id)).toMatchObject({ status: 'failed', error: { code: 'CHANNEL_REMOVED' } })
    expect(await thread.pending()).toEqual([])
  })

  it('by a channel from the moment it is stopped; what waits goes when it works again', async () => {
    await warm()
    const { id } = await thread.queue('second')
    await change('sending_stopped_at = now()')
    await thread.drain()
    expect(await thread.message(id)).toMatchObject({ status: 'queued' })
    expect(await thread.pending()).toMatchObject([{ attempts: 0 }])
    await change('sending_stopped_at = null')
    await later()
    expect(said()).toEqual(['first', 'second'])
    expect(await thread.attempts(id)).toMatchObject([{ no: 1, state: 'accepted' }])
  })

  it('by a channel whose credentials do not open, as with a wrong key; what waits goes when they do', async () => {
    const { id } = await thread.queue('waits')
    await change(`credentials = credentials || '\\x00'`)
    await thread.drain()
    expect([said(), (await thread.message(id)).status]).toEqual([[], 'queued'])
    await change('credentials = substr(credentials, 1, length(credentials) - 1)')
    await stage.app.context.pubsub.publish('channels.changed', {})
    await later()
    expect(said()).toEqual(['waits'])
  })

  it('of a business that is suspended; what waits goes when it is active again', async () => {
    const { id } = await thread.queue('waits')
    await query(`update tenant set status = 'suspended' where id = $1`, [thread.tenantId])
    await thread.drain()
    expect([said(), (await thread.message(id)).status]).toEqual([[], 'queued'])
    await query(`update tenant set status = 'active' where id = $1`, [thread.tenantId])
    await later()
    expect(said()).toEqual(['waits'])
  })

  it('that has waited for a stopped channel for a day; a person can take it up again', async () => {
    const { id } = await thread.queue('old')
    const old = `0190${id.slice(4)}` as Uuid
    await query('update message set id = $1 where id = $2', [old, id])
    await query('update send_pending set id = $1 where id = $2', [old, id])
    await query(
      `update send_attempt set message_id = $1, created_at = now() - interval '25 hours' where message_id = $2`,
      [old, id],
    )
    await change('sending_stopped_at = now()')
    await thread.drain()
    expect(await thread.message(old)).toMatchObject({ status: 'failed', error: { code: 'WAITED_TOO_LONG' } })
    expect(await thread.pending()).toEqual([])
    const [letter] = await query('select id from dead_letter where source_id = $1', [old])
    await stage.app.call(stage.a, 'POST', `/api/v1/dead-letters/${showId('deadLetter', letter!.id as Uuid)}/redrive`)
    await thread.drain()
    expect(await thread.message(old)).toMatchObject({ status: 'queued' })
    await change('sending_stopped_at = null')
    stage.app.context.pubsub.publish('channels.changed', {})
    await later()
    expect(said()).toEqual(['old'])
  })
})
