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
let conversation: TestConversation

beforeAll(async () => {
  stage = await sendingStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  conversation = await stage.conversation()
})
afterEach(() => stage.twin.configure(CALM))

const query = (sql: string, values: unknown[] = []) => stage.app.database.query(sql, values)
const write = (text: string, { number, customer }: TestConversation = conversation) =>
  receive(stage.app, textDelivery({ number, from: customer, text }))
const contactOf = async ({ conversationId }: TestConversation): Promise<Uuid> =>
  (await query('select contact_id from conversation where id = $1', [conversationId]))[0]!.contact_id as Uuid
/** What the provider was asked to send, without confirmations of opt-outs. */
const said = () => conversation.texts().filter(text => !text?.includes('START'))
const tenant = <T>(work: Parameters<typeof stage.app.context.db.tenant<T>>[1]) =>
  stage.app.context.db.tenant(conversation.tenantId, work)
const OPTED_OUT = { status: 'failed', error: { code: 'CONTACT_OPTED_OUT' } }

describe('a customer who wants nothing any more gets nothing', () => {
  it('that was under way at that moment and was refused then', async () => {
    const slow = { fault: 'latency' as const, ms: 400, times: 1 }
    stage.twin.configure({
      rules: [slow, { fault: 'error', status: 400, code: 131016, times: 1 }],
      statuses: {},
    })
    const { id } = await conversation.queue('news')
    const draining = conversation.drain()
    await until(async () => (await conversation.message(id)).status === 'sending')
    await write('STOP')
    await draining
    await conversation.pass('wait')
    await conversation.drain()
    expect(said()).toEqual(['news'])
    expect(await conversation.message(id)).toMatchObject(OPTED_OUT)
    expect(await conversation.attempts(id)).toMatchObject([{ state: 'refused' }, { state: 'refused' }])
    expect(await conversation.pending()).toEqual([])
    expect((await conversation.events(id)).at(-1)).toMatchObject({ type: 'message.status', data: OPTED_OUT })
  })

  it('of which nobody knew, and that is then proven never to have left', async () => {
    stage.twin.configure({ rules: [{ fault: 'reset_before', times: 1 }], statuses: {} })
    const { id } = await conversation.queue('news')
    await conversation.drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'unknown' })
    await write('STOP')
    await tenant(async tx => {
      await tx.run(lockConversations([conversation.conversationId]))
      await tx.run(settleAttempt(id, 1, { state: 'refused', providerMessageId: null, proof: 'test' }))
      await requeue(tx, [{ messageId: id, no: 1 }])
    })
    const before = said().length
    await conversation.drain()
    expect(said()).toHaveLength(before)
    expect(await conversation.message(id)).toMatchObject(OPTED_OUT)
  })

  it('that waited when the provider told of the wish', async () => {
    const { id } = await conversation.queue('campaign', { author: { kind: 'campaign' } })
    const identities = [{ kind: 'wa_id' as const, scope: '', value: conversation.customer }]
    await tenant(tx => applyPreferences(tx, [{ identities, wants: 'stop', scope: 'all', at: new Date() }]))
    await conversation.drain()
    expect(said()).toEqual([])
    expect(await conversation.message(id)).toMatchObject(OPTED_OUT)
  })

  it('that waited under another of their names', async () => {
    const other = await stage.conversation()
    await write('STOP', other)
    const { id } = await conversation.queue('news')
    const two = { keptId: await contactOf(conversation), mergedId: await contactOf(other) }
    await tenant(async tx => {
      const { merge } = await mergeContacts(tx, two, { kind: 'system' })
      await moveConversations(tx, [merge], { kind: 'system' })
    })
    await conversation.drain()
    expect(said()).toEqual([])
    expect(await conversation.message(id)).toMatchObject(OPTED_OUT)
  })

  it('by a template either, whoever chose it', async () => {
    const template = { type: 'template' as const, content: { template: { name: 'hello', language: 'en' } } }
    const { id } = await conversation.queue('', { ...template, author: { kind: 'user' } })
    await write('STOP')
    await conversation.drain()
    expect(said()).toEqual([])
    expect(await conversation.message(id)).toMatchObject(OPTED_OUT)
    // Also where only the last check, in the statement that makes it 'sending', can notice it.
    await query('update contact set opted_out_at = null where id = $1', [await contactOf(conversation)])
    const { id: late } = await conversation.queue('', { ...template, author: { kind: 'user' } })
    await query('update contact set opted_out_at = now() where id = $1', [await contactOf(conversation)])
    await conversation.drain()
    expect(await conversation.message(late)).toMatchObject(OPTED_OUT)
  })

  it('but what a person wrote before', async () => {
    await conversation.queue('by hand', { author: { kind: 'user' } })
    await write('STOP')
    await conversation.drain()
    expect(said()).toEqual(['by hand'])
  })
})

describe('a message that has waited until the window closed', () => {
  it('is not given to the provider, says why, and holds nobody up', async () => {
    const { id } = await conversation.queue('too late')
    const template = { name: 'hello', language: 'en', components: [] }
    const next = await conversation.queue('', { type: 'template', content: { template } })
    await query('update conversation set window_expires_at = now() where id = $1', [conversation.conversationId])
    await conversation.drain()
    expect(conversation.calls().map(call => call.attemptId)).toEqual([`${next.id}.1`])
    expect(await conversation.message(id)).toMatchObject({ status: 'failed', error: { code: 'WINDOW_CLOSED' } })
    expect(await conversation.attempts(id)).toMatchObject([{ state: 'refused', proof: 'WINDOW_CLOSED' }])
  })
})

describe('a message in a conversation that was merged', () => {
  it('leaves while the window of the one that goes on is open', async () => {
    const other = await stage.conversation()
    await query(
      'update conversation set channel_id = (select channel_id from conversation where id = $1) where id = $2',
      [other.conversationId, conversation.conversationId],
    )
    const { id } = await conversation.queue('still')
    const two = { keptId: await contactOf(other), mergedId: await contactOf(conversation) }
    await tenant(async tx => {
      const { merge } = await mergeContacts(tx, two, { kind: 'system' })
      await moveConversations(tx, [merge], { kind: 'system' })
    })
    await query('update conversation set window_expires_at = now() where id = $1', [conversation.conversationId])
    await conversation.drain()
    expect(said()).toEqual(['still'])
    expect(await conversation.message(id)).toMatchObject({ status: 'sent' })
  })
})

/** Changes rows directly, as another process does whose signal has not arrived. */
const change = (what: string) =>
  query(`update channel set ${what} where id = (select channel_id from conversation where id = $1)`, [
    conversation.conversationId,
  ])
/** From here on the sender has the channel in its cache. */
const warm = async () => {
  await conversation.queue('first')
  await conversation.drain()
}
/** What another process of the program sees, or this one after its wait for channels has ended. */
const later = async () => {
  await conversation.pass('wait')
  await createSender(stage.app.context).drain()
}

describe('nothing goes out', () => {
  it('by a channel from the moment it is removed, also where nobody has heard of it', async () => {
    await warm()
    const { id } = await conversation.queue('second')
    await change('removed_at = now(), credentials = null')
    await conversation.drain()
    expect(said()).toEqual(['first'])
    expect(await conversation.message(id)).toMatchObject({ status: 'failed', error: { code: 'CHANNEL_REMOVED' } })
    expect(await conversation.pending()).toEqual([])
  })

  it('by a channel from the moment it is stopped; what waits goes when it works again', async () => {
    await warm()
    const { id } = await conversation.queue('second')
    await change('sending_stopped_at = now()')
    await conversation.drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'queued' })
    expect(await conversation.pending()).toMatchObject([{ attempts: 0 }])
    await change('sending_stopped_at = null')
    await later()
    expect(said()).toEqual(['first', 'second'])
    expect(await conversation.attempts(id)).toMatchObject([{ no: 1, state: 'accepted' }])
  })

  it('by a channel whose credentials do not open, as with a wrong key; what waits goes when they do', async () => {
    const { id } = await conversation.queue('waits')
    await change(`credentials = credentials || '\\x00'`)
    await conversation.drain()
    expect([said(), (await conversation.message(id)).status]).toEqual([[], 'queued'])
    await change('credentials = substr(credentials, 1, length(credentials) - 1)')
    await stage.app.context.pubsub.publish('channels.changed', {})
    await later()
    expect(said()).toEqual(['waits'])
  })

  it('of a business that is suspended; what waits goes when it is active again', async () => {
    const { id } = await conversation.queue('waits')
    await query(`update tenant set status = 'suspended' where id = $1`, [conversation.tenantId])
    await conversation.drain()
    expect([said(), (await conversation.message(id)).status]).toEqual([[], 'queued'])
    await query(`update tenant set status = 'active' where id = $1`, [conversation.tenantId])
    await later()
    expect(said()).toEqual(['waits'])
  })

  it('that has waited for a stopped channel for a day; a person can take it up again', async () => {
    const { id } = await conversation.queue('old')
    const old = `0190${id.slice(4)}` as Uuid
    await query('update message set id = $1 where id = $2', [old, id])
    await query('update send_pending set id = $1 where id = $2', [old, id])
    await query(
      `update send_attempt set message_id = $1, created_at = now() - interval '25 hours' where message_id = $2`,
      [old, id],
    )
    await change('sending_stopped_at = now()')
    await conversation.drain()
    expect(await conversation.message(old)).toMatchObject({ status: 'failed', error: { code: 'WAITED_TOO_LONG' } })
    expect(await conversation.pending()).toEqual([])
    const [letter] = await query('select id from dead_letter where source_id = $1', [old])
    await stage.app.call(stage.a, 'POST', `/api/v1/dead-letters/${showId('deadLetter', letter!.id as Uuid)}/redrive`)
    await conversation.drain()
    expect(await conversation.message(old)).toMatchObject({ status: 'queued' })
    await change('sending_stopped_at = null')
    stage.app.context.pubsub.publish('channels.changed', {})
    await later()
    expect(said()).toEqual(['old'])
  })
})
