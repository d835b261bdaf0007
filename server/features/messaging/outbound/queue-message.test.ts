import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, readId, showId, type Uuid } from '../../../platform/ids/index.ts'
import { messagesDelivery, receive, textDelivery } from '../../../test/contracts/meta.ts'
import { makeChannel } from '../../../test/make.ts'
import { type SendingStage, sendingStage, type TestConversation } from '../../../test/sending.ts'

let stage: SendingStage
let conversation: TestConversation

beforeAll(async () => {
  stage = await sendingStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  conversation = await stage.conversation()
  await plan('enterprise')
  await query('delete from usage_daily')
})

const query = <T extends Record<string, unknown>>(sql: string, values?: unknown[]) =>
  stage.app.database.query<T>(sql, values)
const plan = (name: string) => query('update tenant set plan = $1', [name])
const used = async () =>
  Number(
    (
      await query<{ sum: string | null }>('select sum(count) from usage_daily where tenant_id = $1', [
        conversation.tenantId,
      ])
    )[0]!.sum,
  )
const send = (body: object) =>
  stage.app.call(
    stage.a,
    'POST',
    `/api/v1/conversations/${showId('conversation', conversation.conversationId)}/messages`,
    body,
  )
const text = { type: 'text', text: { body: 'hi' } }
const hoursPass = (hours: number) =>
  query(
    `update conversation set window_expires_at = window_expires_at - $2 * interval '1 hour',
       last_inbound_at = last_inbound_at - $2 * interval '1 hour', free_entry_at = free_entry_at - $2 * interval '1 hour',
       free_entry_expires_at = free_entry_expires_at - $2 * interval '1 hour' where id = $1`,
    [conversation.conversationId, hours],
  )
const cameFromAd = () =>
  receive(
    stage.app,
    messagesDelivery({
      number: conversation.number,
      contacts: [{ profile: { name: 'Ad' }, wa_id: conversation.customer }],
      messages: [
        {
          from: conversation.customer,
          id: `wamid.ad.${conversation.number}`,
          timestamp: String(Math.floor(Date.now() / 1000)),
          type: 'text',
          text: { body: 'I saw your ad' },
          referral: { source_type: 'ad', source_id: '1', ctwa_clid: 'Aff' },
        },
      ],
    }),
  )

describe('a closed window', () => {
  it('is refused with what would work: the templates that the provider approved', async () => {
    const [channel] = await query<{ id: Uuid }>('select channel_id as id from conversation where id = $1', [
      conversation.conversationId,
    ])
    const tell = (name: string, event: string) =>
      query(
        `insert into event (tenant_id, id, type, aggregate_kind, aggregate_id, actor_kind, data)
         values ($1, $2, 'channel.notified', 'channel', $3, 'system', $4)`,
        [
          conversation.tenantId,
          newId(),
          channel!.id,
          {
            field: 'message_template_status_update',
            value: { event, message_template_name: name, message_template_language: 'fr' },
          },
        ],
      )
    await tell('order_ready', 'APPROVED')
    await tell('old_offer', 'APPROVED')
    await tell('old_offer', 'PAUSED')
    await hoursPass(30)
    const { status, body } = await send(text)
    expect(status).toBe(422)
    expect(body.error).toMatchObject({
      code: 'WINDOW_CLOSED',
      details: { closedAt: expect.any(String), next: 'template', templates: [{ name: 'order_ready', language: 'fr' }] },
    })
    expect((await send({ type: 'template', template: { name: 'order_ready', language: 'fr' } })).status).toBe(202)
  })
})

describe('a template that the provider refuses in any case', () => {
  const template = (text: string) => ({
    type: 'template',
    template: {
      name: 'order_ready',
      language: 'fr',
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Amina' },
            { type: 'text', text },
          ],
        },
      ],
    },
  })

  it('is refused at once, naming the parameter; nothing is queued', async () => {
    for (const wrong of ['two\nlines', 'a\ttab', 'five     spaces', '']) {
      const { status, body } = await send(template(wrong))
      expect([status, body.error?.code]).toEqual([422, 'TEMPLATE_PARAMETER_REFUSED'])
      expect(body.error?.details).toMatchObject([{ path: 'body.template.components.0.parameters.1.text' }])
    }
    expect((await send(template('four    spaces'))).status).toBe(202)
  })

  it('is refused where all templates are known and this is none of them: the simulator', async () => {
    await query(
      `update channel set provider = 'simulator' where id = (select channel_id from conversation where id = $1)`,
      [conversation.conversationId],
    )
    const named = (name: string) => send({ type: 'template', template: { name, language: 'en' } })
    const { status, body } = await named('does_not_exist')
    expect([status, body.error?.code]).toEqual([422, 'TEMPLATE_UNKNOWN'])
    expect(body.error?.details?.templates).toContain('hello_world')
    expect((await named('hello_world')).status).toBe(202)
  })
})

describe('a conversation that began with an ad', () => {
  it('stays open for 72 hours when it was answered within 24', async () => {
    await cameFromAd()
    await hoursPass(23)
    expect((await send(text)).status).toBe(202)
    await hoursPass(48)
    expect((await send(text)).status, '71 hours').toBe(202)
    await hoursPass(2)
    expect((await send(text)).status, '73 hours').toBe(422)
  })

  it('stays closed when it was answered too late', async () => {
    await cameFromAd()
    await hoursPass(25)
    expect((await send({ type: 'template', template: { name: 'hello', language: 'en' } })).status).toBe(202)
    expect((await send(text)).status).toBe(422)
  })

  it('stays open as long as the provider’s status says', async () => {
    const { id } = await conversation.queue('answer')
    await conversation.drain()
    const ends = Math.floor(Date.now() / 1000) + 70 * 3600
    const counted = { id: 'c', origin: { type: 'referral_conversion' }, expiration_timestamp: `${ends}` }
    const { provider_message_id: wamid } = await conversation.message(id)
    await conversation.report({ id: wamid, status: 'sent', conversation: counted })
    const [row] = await query<{ window_expires_at: Date }>('select window_expires_at from conversation where id = $1', [
      conversation.conversationId,
    ])
    expect(row!.window_expires_at).toEqual(new Date(ends * 1000))
  })
})

describe('the plan’s limit', () => {
  it('holds for 100 messages at the same moment in two conversations, and no lost place', async () => {
    await plan('free')
    const first = conversation
    const second = await stage.conversation()
    await query(
      `insert into usage_daily
       select id, 'messages', (now() at time zone timezone)::date, 9, 60 from tenant where id = $1`,
      [conversation.tenantId],
    )
    const ends = await Promise.allSettled(
      Array.from({ length: 100 }, (_, no) => (no % 2 ? first : second).queue(`message ${no}`)),
    )
    expect(ends.filter(end => end.status === 'fulfilled')).toHaveLength(40)
    expect(await used()).toBe(100)
    const rows = await query(`select 1 from message where direction = 'outbound' and conversation_id = any($1)`, [
      [first.conversationId, second.conversationId],
    ])
    expect(rows).toHaveLength(40)
    const { status, body } = await send(text)
    expect(status).toBe(402)
    expect(body.error).toMatchObject({
      code: 'PLAN_LIMIT_REACHED',
      details: { plan: 'free', limit: 100, used: 100, resetsAt: expect.any(String) },
    })
    const { data } = await stage.app.call(stage.a, 'GET', '/api/v1/tenant')
    expect(data.usage).toMatchObject({ messages: { used: 100, limit: 100 } })
    const other = await stage.app.call(stage.b, 'GET', '/api/v1/tenant')
    expect(other.data.usage).toMatchObject({ messages: { used: 0, limit: 100 } })
  })

  it('counts a client key once, also when it is used in parallel', async () => {
    await plan('free')
    const other = await stage.conversation()
    const key = `key-${conversation.number}`
    const queued = await Promise.all(
      Array.from({ length: 20 }, (_, no) => (no % 2 ? conversation : other).queue('once', { clientKey: key })),
    )
    expect(new Set(queued.map(one => one.id)).size).toBe(1)
    expect(await used()).toBe(1)
  })

  it('finds the first message of a used client key before any check', async () => {
    const { id } = await conversation.queue('once', { clientKey: `first-${conversation.number}` })
    await query(`update tenant set status = 'suspended' where id = $1`, [conversation.tenantId])
    const again = await conversation.queue('once', { clientKey: `first-${conversation.number}` })
    expect(again).toMatchObject({ id, created: false })
    await expect(conversation.queue('twice')).rejects.toMatchObject({ code: 'TENANT_SUSPENDED' })
    await query(`update tenant set status = 'active' where id = $1`, [conversation.tenantId])
  })

  it('does not count what a simulator carries', async () => {
    await plan('free')
    const tenantId = readId('tenant', stage.a.tenantId)!
    const channelId = await makeChannel(stage.app.database, tenantId)
    await query('update conversation set channel_id = $1 where id = $2', [channelId, conversation.conversationId])
    expect((await send(text)).status).toBe(202)
    expect(await used()).toBe(0)
  })
})

describe('a channel that was removed', () => {
  it('is refused by name, its conversations stay', async () => {
    const [channel] = await query<{ id: Uuid }>('select channel_id as id from conversation where id = $1', [
      conversation.conversationId,
    ])
    expect((await stage.app.call(stage.a, 'DELETE', `/api/v1/channels/${showId('channel', channel!.id)}`)).status).toBe(
      204,
    )
    const { status, body } = await send(text)
    expect(status).toBe(422)
    expect(body.error).toMatchObject({ code: 'CHANNEL_REMOVED' })
  })
})

describe('a customer who writes again', () => {
  it('opens the window again', async () => {
    await hoursPass(30)
    expect((await send(text)).status).toBe(422)
    await receive(stage.app, textDelivery({ number: conversation.number, from: conversation.customer }))
    expect((await send(text)).status).toBe(202)
  })
})
