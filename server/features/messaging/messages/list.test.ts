import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db, type Statement, sql } from '../../../platform/db/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { makeShop, type Shop } from '../../../test/deliveries.ts'
import { type TestDb, withDb } from '../../../test/withDb.ts'
import {
  type ConversationFilter,
  SORTS,
  selectConversations,
  selectDueSnoozes,
} from '../conversations/conversation.sql.ts'
import { selectLetters } from '../dead-letters/letter.sql.ts'
import { lockSendingConversations } from '../outbound/queue-message.sql.ts'
import { requeueUnsent } from '../unknown-sends/unknown-send.sql.ts'
import { selectMessages } from './message.sql.ts'

const CONVERSATIONS = 20_000
const MESSAGES = 40_000

let database: TestDb
let db: Db
let big: Shop
let conversationId: Uuid
const assigneeId = newId()

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url })
  big = await makeShop(database)
  await database.query('set session_replication_role = replica')
  await fill(big, CONVERSATIONS)
  for (let no = 0; no < 20; no++) await fill(await makeShop(database), 200)
  const [row] = await database.query<{ id: Uuid }>('select id from conversation where tenant_id = $1 limit 1', [
    big.tenantId,
  ])
  conversationId = row!.id
  await database.query(
    `insert into message (tenant_id, id, conversation_id, channel_id, seq, direction, type, status, content, author_kind)
     select $1, uuid_at(now() + no * interval '1 millisecond'), case when no % 20 = 0 then $2::uuid else gen_random_uuid() end,
       $3, no, 'inbound', 'text', 'received', '{}', 'contact' from generate_series(1, $4::int) no`,
    [big.tenantId, conversationId, big.channelId, MESSAGES],
  )
  await database.query(
    `insert into message_client_key (tenant_id, client_key, message_id) select $1, 'key ' || no, gen_random_uuid()
     from generate_series(1, $2::int) no`,
    [big.tenantId, MESSAGES],
  )
  await database.query(
    `insert into dead_letter (tenant_id, id, source, source_id, lane, attempts, error_code, error_message, history,
       redriven_at, dismissed_at)
     select $1, gen_random_uuid(), 'send_pending', gen_random_uuid(), $2, 3, 'X', 'x', '[]',
       case when no % 1000 = 1 then now() end, case when no % 1000 = 2 then now() end from generate_series(1, $3::int) no`,
    [big.tenantId, conversationId, MESSAGES],
  )
  await database.query(
    `insert into conversation_reader (tenant_id, conversation_id, user_id, read_count)
     select tenant_id, id, $2, 1 from conversation where tenant_id = $1 and last_message_at > now() - interval '1 hour'`,
    [big.tenantId, assigneeId],
  )
  await database.query('analyze')
}, 120_000)
afterAll(async () => {
  await db.close()
  await database.close()
})

/** Some are unread, waiting, resolved or assigned, as in a real inbox. */
const fill = (shop: Shop, count: number) =>
  database.query(
    `insert into conversation (tenant_id, id, channel_id, contact_id, address, address_kind, status, assignee_id,
       unread_count, heard_count, waiting_since, window_expires_at, handed_over_at, last_seq, last_message_at)
     select $1, gen_random_uuid(), case when no % 50 = 0 then gen_random_uuid() else $2::uuid end, gen_random_uuid(), '1',
       'wa_id', case when no % 5 = 0 then 'open' else 'resolved' end, case when no % 10 = 0 then $3::uuid end,
       no % 20 / 19, 1, case when no % 20 = 0 then now() - no * interval '1 second' end,
       now() + (8000 - no) * interval '1 second', case when no % 200 = 0 then now() - no * interval '1 second' end, 1,
       now() - no * interval '1 second'
     from generate_series(1, $4::int) no`,
    [shop.tenantId, shop.channelId, assigneeId, count],
  )

async function planOf(statement: Statement<unknown>): Promise<string> {
  const rows = await db.tenant(big.tenantId, tx => tx.rows<Record<string, string>>(sql`explain ${statement}`))
  return rows.map(row => row['QUERY PLAN']).join('\n')
}

const filters: ConversationFilter[] = [undefined, 'open' as const].flatMap(status =>
  [undefined, assigneeId, null].flatMap(owner =>
    [undefined, 'channel'].flatMap(channel =>
      [undefined, null, assigneeId].map(unreadFor => ({
        ...(status && { status }),
        ...(owner !== undefined && { assigneeId: owner }),
        ...(channel && { channelId: newId() }),
        ...(unreadFor !== undefined && { unreadFor }),
      })),
    ),
  ),
)
const named = filters.map(filter => [Object.keys(filter).join(' + ') || 'nothing', filter] as const)
const parts = (['recent', 'urgent', 'waiting'] as const).flatMap(sort =>
  SORTS[sort].map((_part, no) => [sort, no] as const),
)

describe.each(parts)('the list sorted by %s, part %i,', (sort, part) => {
  it.each(named)('and filtered by %s reads one index range and sorts nothing', async (_name, given) => {
    const filter = given.channelId ? { ...given, channelId: big.channelId } : given
    for (const place of [null, { part, at: Date.now() * 1000 - 5_000_000_000, id: newId() }]) {
      const plan = await planOf(selectConversations(filter, sort, part, place, 51))
      expect(plan).toMatch(/Index Scan/)
      expect(plan).not.toMatch(TOO_MUCH)
    }
  })
})

/** The business's own row, which says how long a bot is silent, is looked up once; its table is tiny here. */
const TOO_MUCH = /Seq Scan on (?!tenant\b)|Sort|Bitmap/

describe('the list of what is to be done', () => {
  it.each([
    ['open', { status: 'open' }, 'recent', 0],
    ['what waits for a person', { unreadFor: null }, 'recent', 0],
    ['unread for me', { unreadFor: assigneeId }, 'recent', 0],
    ['mine', { status: 'open', assigneeId }, 'recent', 0],
    ['handed over', {}, 'waiting', 0],
    ['waiting', {}, 'waiting', 1],
    ['waiting for me', { assigneeId }, 'waiting', 1],
    ['urgent', {}, 'urgent', 0],
    ['urgent and mine', { assigneeId }, 'urgent', 0],
    ['missed', {}, 'urgent', 1],
    ['everything else', { status: 'open' }, 'urgent', 2],
  ] as const)(
    '(%s) leaves out what is snoozed by its index, without a look at the rows',
    async (_name, filter, sort, part) => {
      const plan = await planOf(selectConversations({ ...filter, snoozed: false }, sort, part, null, 51))
      expect(plan).toMatch(/Index Cond: .*snoozed_until/)
      expect(plan).not.toMatch(TOO_MUCH)
    },
  )

  it.each([0, 1])('by urgency (part %i) begins where the time that is left does', async part => {
    const plan = await planOf(selectConversations({}, 'urgent', part, null, 51))
    expect(plan).toMatch(/Index Scan (Backward )?using conversation_by_deadline/)
    expect(plan).toMatch(/Index Cond: .*window_expires_at.* now\(\)/)
  })

  it('walked as it was opened follows the primary key', async () => {
    const plan = await planOf(selectConversations({}, 'created', 0, { part: 0, at: 0, id: newId() }, 51))
    expect(plan).toMatch(/Index Scan using conversation_pkey/)
    expect(plan).not.toMatch(TOO_MUCH)
  })

  it('finds the snoozes that are over by their moment', async () => {
    const plan = await db.system('test', tx => tx.rows(sql`explain ${selectDueSnoozes(200)}`))
    expect(JSON.stringify(plan)).toContain('conversation_snoozed')
  })
})

describe('a page of messages', () => {
  it.each([
    ['the newest', { before: null }],
    ['older ones', { before: 9_000 }],
    ['newer ones', { after: 9_000 }],
  ])('(%s) reads one index range of each partition and sorts nothing', async (_name, range) => {
    const plan = await planOf(selectMessages(conversationId, range, 51))
    expect(plan).toMatch(/Index Scan/)
    expect(plan).not.toMatch(TOO_MUCH)
  })
})

describe('a statement of the way of a message', () => {
  it('finds the conversation that goes on by its key', async () => {
    const plan = await planOf(lockSendingConversations([conversationId]))
    expect(plan).toMatch(/Index Scan/)
    expect(plan).not.toMatch(/Seq Scan on (?!tenant\b)|^ *Filter: (?!.id = )/m)
  })

  it('finds by its key whether somebody has sent a message again', async () => {
    const plan = await planOf(requeueUnsent(big.tenantId, [{ messageId: newId(), no: 1 }]))
    expect(plan).not.toMatch(/Seq Scan on message_client_key/)
  })
})

describe('a page of what was given up', () => {
  it.each([
    ['open', null],
    ['open', newId()],
    ['redriven', null],
    ['redriven', newId()],
    ['dismissed', null],
    ['dismissed', newId()],
  ] as const)('and is %s (after %s) reads one index range and sorts nothing', async (state, beyond) => {
    const plan = await planOf(selectLetters({ state, source: undefined, beyond }, 51))
    expect(plan).not.toMatch(/Seq Scan on dead_letter|Sort Key: l\./)
  })
})
