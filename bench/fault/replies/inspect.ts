import type pg from 'pg'
import { BROKEN_EVENTS, BROKEN_SEQUENCES } from '../inspect.ts'
import { asOwner } from '../sends/drain.ts'
import { writeWish } from './customer.ts'
import type { ReplyLedger } from './ledger.ts'
import { type Bubble, type Heard, type Turn, turnsOf } from './turns.ts'

type Found = Pick<
  ReplyLedger,
  'turns' | 'replaced' | 'leftToPeople' | 'orders' | 'deadLetters' | 'brokenSequences' | 'brokenEvents'
>

interface StoredOrder {
  customer: string
  lines: Array<[name: string, quantity: number]>
  events: number
}

/** Reads what the bots said to which messages, and what was ordered, as the owner of the database. */
export async function inspectReplies(ownerUrl: string): Promise<Found> {
  return await asOwner(ownerUrl, async client => {
    const rows = async <T extends object>(sql: string) => (await client.query<T>(sql)).rows
    const heard = await rows<Heard>(HEARD)
    const bubbles = await rows<Bubble>(BUBBLES)
    const turns = turnsOf(heard, bubbles)
    const paused = new Set((await rows<{ id: string }>(LEFT_TO_PEOPLE)).map(row => row.id))
    return {
      turns,
      replaced: new Set(bubbles.flatMap(({ id, replaced }) => (replaced ? [id] : []))),
      leftToPeople: behindTheLast(heard, turns, paused),
      orders: (await rows<StoredOrder>(ORDERS)).map(({ lines, ...order }) => ({ ...order, wish: writeWish(lines) })),
      deadLetters: await count(client, 'select count(*) as n from dead_letter'),
      brokenSequences: (await count(client, BROKEN_SEQUENCES)) + (await count(client, BROKEN_NUMBERS)),
      brokenEvents: await count(client, BROKEN_EVENTS),
    }
  })
}

const count = async (client: pg.Client, sql: string) => Number((await client.query<{ n: string }>(sql)).rows[0]!.n)

/** What came after the last message that the bot has answered, where it has left the conversation to people. */
function behindTheLast(heard: readonly Heard[], turns: readonly Turn[], paused: ReadonlySet<string>): Set<string> {
  const answered = new Set(turns.flatMap(turn => turn.inputs))
  const threads = Map.groupBy(
    heard.filter(message => paused.has(message.conversationId)),
    message => message.conversationId,
  )
  return new Set(
    [...threads.values()].flatMap(thread => {
      const last = Math.max(0, ...thread.filter(({ id }) => answered.has(id)).map(({ seq }) => seq))
      return thread.filter(({ seq }) => seq > last).map(({ id }) => id)
    }),
  )
}

const HEARD = `select provider_message_id as id, id::text as "messageId", conversation_id::text as "conversationId", seq::int
  from message where direction = 'inbound'`

const BUBBLES = `select m.id::text, m.conversation_id::text as "conversationId", m.seq::int, e.txid::text as transaction,
    coalesce(e.data -> 'answers', '[]') as answers,
    m.status = 'failed' and m.error ->> 'code' is not distinct from 'REPLACED' as replaced
  from message m
  left join event e on e.tenant_id = m.tenant_id and e.aggregate_id = m.conversation_id and e.type = 'message.queued'
    and e.data ->> 'messageId' = m.id::text
  where m.direction = 'outbound'`

/** A person sees them: the bot is paused, and the conversation is on the list of those that were handed over. */
const LEFT_TO_PEOPLE = `select id::text from conversation where bot_paused_at is not null and handed_over_at is not null`

const ORDERS = `select c.address as customer,
    (select jsonb_agg(jsonb_build_array(l.name, l.quantity)) from order_line l
      where l.tenant_id = o.tenant_id and l.order_id = o.id) as lines,
    (select count(*)::int from event e
      where e.tenant_id = o.tenant_id and e.aggregate_id = o.id and e.type = 'order.created') as events
  from orders o left join conversation c on c.tenant_id = o.tenant_id and c.id = o.conversation_id`

/** Businesses whose orders are not numbered 1…n. */
const BROKEN_NUMBERS = `select count(*) as n from (
  select from orders group by tenant_id having (count(*), count(distinct number)) <> (max(number), max(number))) broken`
