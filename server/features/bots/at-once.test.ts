import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTwin, type Twin } from '../../../simulator/twin.ts'
import { drainEvents, inlineSubscriber } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { connectNumber, receive, textDelivery } from '../../test/contracts/meta.ts'
import { bodyOf, conversationOf, newPhone, type Shop, shop, thread } from '../../test/customer.ts'
import { until } from '../../test/until.ts'
import { MESSAGING_EVENTS } from '../messaging/index.ts'

let twin: Twin
let app: TestApp
let places: Shop[]
let broken: (() => void) | undefined

beforeAll(async () => {
  twin = await startTwin({
    port: 0,
    webhookUrl: 'http://127.0.0.1:9/',
    statuses: { sentMs: null, deliveredMs: null, readMs: null },
    retryDelaysMs: [],
  })
  app = await buildApp({ parts: { config: { metaGraphUrl: twin.url } }, jobs: true })
  places = [await shop(app), await shop(app)]
  for (const [no, place] of places.entries())
    await connectNumber(app, place, { number: `7770${no}`, account: `w${no}` })
  app.context.subscribers.add(
    inlineSubscriber('other', [MESSAGING_EVENTS['message.received']], async () => {
      broken?.()
      return []
    }),
  )
})
afterAll(async () => {
  await app.close()
  await twin.close()
})
beforeEach(() => {
  broken = undefined
})

const query = <T extends Record<string, unknown>>(sql: string, values?: unknown[]) => app.database.query<T>(sql, values)
/** What is left to do on messages of customers. */
const BOTS_WORK = `select 1 from event_pending where ref ~ '^(bots|other):'`

/** The customer writes; everything that this sets off in the process is over. */
async function says(no: 0 | 1, from: string, text: string): Promise<void> {
  await receive(app, textDelivery({ number: `7770${no}`, from, text }))
  await until(async () => (await query('select 1 from raw_event_pending')).length === 0)
  await app.context.queue.idle()
}
const said = async (no: 0 | 1, from: string) =>
  (await thread(app, places[no]!, from)).filter(message => message.author === 'bot')
const calls = (to: string) => twin.journal({ kind: 'send' }).filter(entry => entry.to === to)
const grouping = (seconds: number) =>
  query(`update tenant set settings = jsonb_set(settings, '{bot}', coalesce(settings->'bot', '{}') || $1)`, [
    { groupSeconds: seconds },
  ])

describe('the answer of a bot', () => {
  it('is committed together with the message, as sending, and leaves no row of work behind', async () => {
    const from = newPhone()
    await says(0, from, 'hi')
    await until(() => calls(from).length === 1)
    const rows = await query<{ author: string; tx: string }>(
      `select m.author_kind as author, e.xmin::text as tx from message m join conversation c on c.id = m.conversation_id
       join event e on e.aggregate_id = c.id and e.data->>'messageId' = m.id::text and e.type <> 'message.sent'
       where c.address = $1 order by m.seq`,
      [from],
    )
    expect(rows.map(row => row.author)).toEqual(['contact', 'bot'])
    expect(new Set(rows.map(row => row.tx)).size).toBe(1)
    await until(async () => (await said(0, from))[0]?.status === 'sent')
    expect(await query(`${BOTS_WORK} union all select 1 from send_pending`)).toEqual([])
    expect(await query('select 1 from pending_lane')).toEqual([])
  })

  it('reaches only the customer of the business it came from, when two are written to at once', async () => {
    const [one, other] = [newPhone(), newPhone()]
    await Promise.all([says(0, one, 'hi'), says(1, other, 'hi')])
    await until(() => calls(one).length === 1 && calls(other).length === 1)
    expect(await said(1, one)).toEqual([])
    expect(await said(0, other)).toEqual([])
  })

  it('comes once all the same when answering failed while the message was filed', async () => {
    const from = newPhone()
    broken = () => {
      throw new Error('away')
    }
    await says(0, from, 'hi')
    expect((await thread(app, places[0]!, from)).map(message => message.author)).toEqual(['contact'])
    expect(await query(BOTS_WORK)).toHaveLength(2)
    broken = undefined
    await drainEvents(app.context)
    await until(() => calls(from).length === 1)
    expect(await said(0, from)).toHaveLength(1)
  })

  it('does not overtake what still waits in the conversation', async () => {
    const from = newPhone()
    broken = () => {
      throw new Error('away')
    }
    await says(0, from, 'hi')
    broken = undefined
    await says(0, from, 'menu')
    expect(await said(0, from)).toEqual([])
    await drainEvents(app.context)
    const answers = await said(0, from)
    expect(answers.map(bodyOf).at(-1)).toContain('Food')
    await until(() => calls(from).length === answers.length)
  })

  it('waits when its channel is stopped, and is not called for', async () => {
    const from = newPhone()
    await query(`update channel set sending_stopped_at = now() where external_id = '77701'`)
    await app.context.pubsub.publish('channels.changed', '')
    await says(1, from, 'hi')
    expect((await said(1, from))[0]).toMatchObject({ status: 'queued' })
    expect(calls(from)).toEqual([])
  })
})

describe('what a customer writes in pieces', () => {
  beforeEach(() => grouping(5))
  const due = async (from: string) => {
    const { id } = await conversationOf(app, places[0]!, from)
    await query(`update event_pending set next_try_at = now()`)
    await query(`update bot_session set updated_at = now() - interval '1 minute' where conversation_id = $1`, [id])
    await drainEvents(app.context)
  }

  it('has one answer: the first words at once, the rest together', async () => {
    const from = newPhone()
    await says(0, from, 'hi')
    expect(await said(0, from)).toHaveLength(1)
    for (const piece of ['#01', '#02 x2', 'pickup']) await says(0, from, piece)
    expect(await said(0, from)).toHaveLength(1)
    await due(from)
    const answers = await said(0, from)
    expect(answers.map(bodyOf).at(-1)).toContain('SAR 111.00')
    expect(answers.length).toBeLessThanOrEqual(3)
    expect(await query(BOTS_WORK)).toEqual([])
  })

  it('is named by the answer: each message that it answers, and no other', async () => {
    const from = newPhone()
    for (const piece of ['hi', '#01', '#02']) await says(0, from, piece)
    await due(from)
    const messages = await query<{ id: Uuid; author: string; answers: Uuid[] | null }>(
      `select m.id, m.author_kind as author, e.data->'answers' as answers from message m
       join conversation c on c.id = m.conversation_id
       left join event e on e.type = 'message.queued' and e.data->>'messageId' = m.id::text
       where c.address = $1 order by m.seq`,
      [from],
    )
    const [hi, ...pieces] = messages.filter(message => message.author === 'contact').map(message => message.id)
    const [first, ...others] = messages.filter(message => message.author === 'bot').map(message => message.answers)
    expect(first).toEqual([hi])
    expect(others.length).toBeGreaterThan(0)
    for (const answers of others) expect(answers).toEqual(pieces)
  })

  it('is answered for each customer by itself, and a tap on a button at once', async () => {
    const [one, other] = [newPhone(), newPhone()]
    await says(0, one, 'hi')
    await says(0, other, 'hi')
    await says(0, one, 'New order')
    expect(await said(0, one)).toHaveLength(2)
    expect(await said(0, other)).toHaveLength(1)
  })

  it('replaces an answer that has not left', async () => {
    await grouping(0)
    const from = newPhone()
    const { id } = await newConversation(from)
    await query(`update channel set sending_stopped_at = now() where external_id = '77700'`)
    await app.context.pubsub.publish('channels.changed', '')
    await says(0, from, 'menu')
    await says(0, from, 'help')
    const answers = (await said(0, from)).slice(1)
    expect(answers.map(answer => answer.status)).toEqual(['failed', 'queued'])
    const [error] = await query<{ code: string }>(
      `select error->>'code' as code from message where conversation_id = $1 and status = 'failed'`,
      [id],
    )
    expect(error).toEqual({ code: 'REPLACED' })
  })
})

async function newConversation(from: string): Promise<{ id: Uuid }> {
  await says(0, from, 'hi')
  await until(async () => (await said(0, from))[0]?.status === 'sent')
  return await conversationOf(app, places[0]!, from)
}
