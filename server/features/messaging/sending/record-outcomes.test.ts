import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, readId } from '../../../platform/ids/index.ts'
import { connectNumber, receive } from '../../../test/contracts/meta.ts'
import {
  CALM,
  faulty,
  type SendingStage,
  sendingStage,
  statusDelivery,
  type TestConversation,
} from '../../../test/sending.ts'
import { until } from '../../../test/until.ts'
import { recordOutcomes } from './record-outcomes.ts'
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
const query = (sql: string, values?: unknown[]) => stage.app.database.query(sql, values)

describe('an outcome that nobody knows', () => {
  it.each([
    ['a reset after the provider took it', { fault: 'reset_after' as const }],
    ['a 500', { fault: 'error' as const, status: 500, accepted: true }],
    ['a success without an id', { fault: 'error' as const, status: 200, malformed: 'no_id' as const }],
    ['half an answer', { fault: 'error' as const, status: 200, malformed: 'truncated' as const }],
  ])('(%s) is never repeated by itself', async (_what, fault) => {
    stage.twin.configure(faulty({ ...fault, times: 1 }))
    const { id } = await conversation.queue('unknown')
    await conversation.drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'unknown' })
    for (const what of ['wait', 'lease', 'deadline'] as const) await conversation.pass(what)
    await conversation.drain()
    expect(conversation.calls()).toHaveLength(1)
    expect(await conversation.attempts(id)).toMatchObject([{ no: 1, state: 'unknown' }])
    expect(await conversation.pending()).toEqual([])
  })

  it('is settled by a status that echoes our attempt, and the provider’s id is kept', async () => {
    stage.twin.configure(faulty({ fault: 'reset_after', times: 1 }))
    const { id } = await conversation.queue('unknown')
    await conversation.drain()
    await conversation.report({ id: 'wamid.later', status: 'delivered', biz_opaque_callback_data: `${id}.1` })
    expect(await conversation.message(id)).toMatchObject({ status: 'delivered', provider_message_id: 'wamid.later' })
    expect(await conversation.attempts(id)).toMatchObject([{ state: 'accepted', provider_message_id: 'wamid.later' }])
    await conversation.report({ id: 'wamid.later', status: 'read' })
    expect(await conversation.message(id)).toMatchObject({ status: 'read' })
  })

  it('takes the proof of a slow call that comes after it was given up', async () => {
    stage.twin.configure(faulty({ fault: 'latency', ms: 500, times: 1 }))
    const { id } = await conversation.queue('slow')
    const sleeper = conversation.drain()
    await until(async () => (await conversation.message(id)).status === 'sending')
    await conversation.pass('lease')
    await conversation.pass('deadline')
    await createSender(stage.app.context).drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'unknown' })
    await sleeper
    expect(await conversation.message(id)).toMatchObject({
      status: 'sent',
      provider_message_id: expect.stringMatching(/^wamid/),
    })
    expect(await conversation.attempts(id)).toMatchObject([{ state: 'accepted' }])
    expect(conversation.calls()).toHaveLength(1)
  })
})

describe('a call whose process has ended', () => {
  const change = (what: string) => query(`update channel set ${what} where external_id = $1`, [conversation.number])

  it.each([
    ['is stopped', 'sending_stopped_at = null', 'sending_stopped_at = now()'],
    ['has no token', `pace = '{"perSecond": 0.01, "burst": 1}'`, 'updated_at = now()'],
  ])('is known to be unknown also while its channel %s', async (_what, before, after) => {
    await change(before)
    stage.twin.configure(faulty({ fault: 'latency', ms: 600, times: 1 }))
    const { id } = await conversation.queue('slow')
    const sleeper = conversation.drain()
    await until(async () => (await conversation.message(id)).status === 'sending')
    await conversation.pass('lease')
    await conversation.pass('deadline')
    await change(after)
    await stage.app.context.pubsub.publish('channels.changed', {})
    await createSender(stage.app.context).drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'unknown' })
    expect(await conversation.pending()).toEqual([])
    await sleeper
    expect(await conversation.message(id)).toMatchObject({ status: 'sent' })
  })
})

describe('an outcome that is not the attempt’s own', () => {
  it('(of another fence) is refused, and the attempt stays as it is', async () => {
    const { id } = await conversation.queue('not mine')
    await query(`update message set status = 'sending' where id = $1`, [id])
    await query(`update send_attempt set state = 'sending', fence = 78 where message_id = $1`, [id])
    await recordAccepted(id, `wamid.foreign.${conversation.customer}`)
    expect(await conversation.message(id)).toMatchObject({ status: 'sending', provider_message_id: null })
    expect(await conversation.attempts(id)).toMatchObject([{ state: 'sending', provider_message_id: null }])
  })
})

describe('statuses of what we sent', () => {
  it('that come before the answer to the call are not lost and not undone', async () => {
    stage.twin.configure(faulty({ fault: 'latency', ms: 300, times: 1 }))
    const { id } = await conversation.queue('quick status')
    const sending = conversation.drain()
    await until(async () => (await conversation.message(id)).status === 'sending')
    await conversation.report({ id: 'wamid.quick', status: 'read', biz_opaque_callback_data: `${id}.1` })
    expect(await conversation.message(id)).toMatchObject({ status: 'read' })
    await sending
    expect(await conversation.message(id)).toMatchObject({ status: 'read' })
    expect(await conversation.attempts(id)).toMatchObject([{ state: 'accepted' }])
  })

  it('without callback data that come before the id are parked, and applied when it is recorded', async () => {
    const { id } = await conversation.queue('early status')
    const wamid = `wamid.early.${conversation.customer}`
    await query(`update message set status = 'sending' where id = $1`, [id])
    await query(`update send_attempt set state = 'sending', fence = 77 where message_id = $1`, [id])
    await conversation.report({ id: wamid, status: 'delivered' })
    expect(await query('select status from parked_status where provider_message_id = $1', [wamid])).toHaveLength(1)
    await recordAccepted(id, wamid)
    expect(await conversation.message(id)).toMatchObject({ status: 'delivered', provider_message_id: wamid })
    expect(await query('select 1 from parked_status where provider_message_id = $1', [wamid])).toEqual([])
    expect((await conversation.events(id)).map(event => event.data.status)).toEqual([undefined, 'sent', 'delivered'])
  })

  it('cannot fall between looking for the message and parking: one waits for the other', async () => {
    const { id } = await conversation.queue('racing status')
    const wamid = `wamid.race.${conversation.customer}`
    await query(`update message set status = 'sending' where id = $1`, [id])
    await query(`update send_attempt set state = 'sending', fence = 77 where message_id = $1`, [id])
    const gate = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const recording = recordAccepted(id, wamid, async () => {
      written.resolve()
      await gate.promise
    })
    await written.promise
    const reporting = conversation.report({ id: wamid, status: 'delivered' })
    await until(
      async () =>
        (
          await query(`select 1 from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`, [
            stage.app.database.name,
          ])
        ).length > 0,
      { what: 'the status to wait for the id' },
    )
    gate.resolve()
    await Promise.all([recording, reporting])
    expect(await conversation.message(id)).toMatchObject({ status: 'delivered' })
    expect(await query('select 1 from parked_status where provider_message_id = $1', [wamid])).toEqual([])
  })

  it('that name another tenant’s message in their callback data touch nothing of it', async () => {
    const { id } = await conversation.queue('mine')
    await conversation.drain()
    const theirs = `9${conversation.number}`
    await connectNumber(stage.app, stage.b, { number: theirs, account: `theirs${conversation.number}` })
    const status = { id: 'wamid.forged', status: 'failed', biz_opaque_callback_data: `${id}.1` }
    await receive(stage.app, statusDelivery(theirs, status))
    expect(await conversation.message(id)).toMatchObject({ status: 'sent', error: null })
    const parked = await query('select tenant_id from parked_status where provider_message_id = $1', ['wamid.forged'])
    expect(parked).toEqual([{ tenant_id: readId('tenant', stage.b.tenantId) }])
  })

  it('that name a message by a second id raise an alarm and lose neither id', async () => {
    const { id } = await conversation.queue('twice?')
    await conversation.drain()
    const { provider_message_id: first } = await conversation.message(id)
    await conversation.report({ id: 'wamid.second', status: 'delivered', biz_opaque_callback_data: `${id}.1` })
    expect(await conversation.message(id)).toMatchObject({ status: 'delivered', provider_message_id: first })
    expect((await conversation.events(id)).filter(event => event.type === 'message.duplicated')).toHaveLength(1)
    await conversation.report({ id: 'wamid.second', status: 'read' })
    expect(await conversation.message(id)).toMatchObject({ status: 'read' })
    const counted = await stage.app.context.metrics.registry.getSingleMetricAsString('message_second_ids_total')
    expect(counted).toMatch(/message_second_ids_total [1-9]/)
  })

  it('of an earlier attempt make a waiting next attempt needless', async () => {
    stage.twin.configure(faulty({ fault: 'error', status: 400, code: 131016, times: 1 }))
    const { id } = await conversation.queue('it did arrive')
    await conversation.drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'queued' })
    await conversation.report({ id: 'wamid.arrived', status: 'sent', biz_opaque_callback_data: `${id}.1` })
    await conversation.pass('wait')
    await conversation.drain()
    expect(conversation.calls()).toHaveLength(1)
    expect(await conversation.message(id)).toMatchObject({ status: 'sent' })
    expect(await conversation.pending()).toEqual([])
  })
})

describe('the 24-hour window', () => {
  it.each(['user', 'bot', 'campaign', 'api'] as const)(
    'is closed to %s when it has passed, except for templates',
    async kind => {
      await query(`update conversation set window_expires_at = now() - interval '1 minute' where id = $1`, [
        conversation.conversationId,
      ])
      const author = { kind, id: newId() }
      await expect(conversation.queue('too late', { author })).rejects.toMatchObject({
        code: 'WINDOW_CLOSED',
        status: 422,
        message: expect.stringMatching(/closed at 20\d\d-.* Only a template can be sent/),
      })
      const template = { name: 'hello', language: 'fr' }
      await conversation.queue('', { author, type: 'template', content: { template } })
      const sent = await query(`select type from message where conversation_id = $1 and direction = 'outbound'`, [
        conversation.conversationId,
      ])
      expect(sent).toEqual([{ type: 'template' }])
    },
  )

  it('does not matter to a suspended business: it sends nothing at all', async () => {
    await query(`update tenant set status = 'suspended' where id = $1`, [conversation.tenantId])
    const act = conversation.queue('', { type: 'template', content: { template: { name: 'x', language: 'fr' } } })
    await expect(act).rejects.toMatchObject({ code: 'TENANT_SUSPENDED' })
    await query(`update tenant set status = 'active' where id = $1`, [conversation.tenantId])
  })
})

/** What a sender records when the provider has taken attempt 1, whose fence is 77; `beforeCommit` runs inside. */
async function recordAccepted(id: string, wamid: string, beforeCommit?: () => Promise<void>): Promise<void> {
  const { tenantId, conversationId, customer } = conversation
  const [row] = await query('select channel_id from conversation where id = $1', [conversationId])
  const claim = { tenantId, id, lane: conversationId, ref: '1', attempts: 0, fence: 1 }
  const address = { address: customer, addressKind: 'wa_id', type: 'text', content: {}, replyToProviderId: null }
  const started = { messageId: id, no: 1, fence: 77, conversationId, channelId: row!.channel_id, ...address, claim }
  await stage.app.context.db.tenant(tenantId, async tx => {
    await recordOutcomes(stage.app.context, tx, [{ started, outcome: { kind: 'accepted', providerMessageId: wamid } }])
    await beforeCommit?.()
  })
}
