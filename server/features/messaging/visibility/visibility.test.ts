import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db, type Statement, sql } from '../../../platform/db/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { makeShop, type Shop } from '../../../test/deliveries.ts'
import { type TestDb, withDb } from '../../../test/withDb.ts'
import {
  type ConversationFilter,
  type ListPlace,
  SORTS,
  selectConversations,
} from '../conversations/conversation.sql.ts'
import { seenBy } from './visibility.sql.ts'
import { sees, type Viewer } from './visibility.ts'

let database: TestDb
let db: Db
let big: Shop
const id = newId()
const [teamA, teamB, teamC] = [newId(), newId(), newId()]

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url })
  big = await makeShop(database)
  await database.query('set session_replication_role = replica')
  await fill(big, 20_000)
  for (let no = 0; no < 20; no++) await fill(await makeShop(database), 200)
  await database.query('analyze')
}, 120_000)
afterAll(async () => {
  await db.close()
  await database.close()
})

/** Some are the viewer's, some are a team's, most are neither's. */
const fill = (shop: Shop, count: number) =>
  database.query(
    `insert into conversation (tenant_id, id, channel_id, contact_id, address, address_kind, status, assignee_id, team_id,
       unread_count, heard_count, waiting_since, window_expires_at, last_seq, last_message_at)
     select $1, gen_random_uuid(), $2, gen_random_uuid(), '1', 'wa_id',
       case when no % 5 = 0 then 'open' else 'resolved' end,
       case when no % 50 = 0 then $3::uuid when no % 3 = 0 then gen_random_uuid() end,
       case when no % 40 = 0 then $4::uuid when no % 40 = 1 then $5::uuid when no % 4 = 2 then $6::uuid end,
       no % 20 / 19, 1, case when no % 20 = 0 then now() - no * interval '1 second' end,
       now() + (8000 - no) * interval '1 second', 1, now() - no * interval '1 second'
     from generate_series(1, $7::int) no`,
    [shop.tenantId, shop.channelId, id, teamA, teamB, teamC, count],
  )

const VIEWERS: Record<string, Viewer> = {
  all: { id },
  own: { id, visibility: { of: 'own', teamIds: [] } },
  'own, whatever teams are told': { id, visibility: { of: 'own', teamIds: [teamA] } },
  'no team': { id, visibility: { of: 'team', teamIds: [] } },
  'one team': { id, visibility: { of: 'team', teamIds: [teamA] } },
  'two teams': { id, visibility: { of: 'team', teamIds: [teamA, teamB] } },
  nobody: { visibility: { of: 'own', teamIds: [] } },
}
const each = Object.entries(VIEWERS)

describe('what somebody sees', () => {
  it.each(each)('(%s) is the same for one row and for the database', async (_name, viewer) => {
    const condition = seenBy(viewer) ?? sql`true`
    const rows = await db.tenant(big.tenantId, tx =>
      tx.rows<{ assigneeId: Uuid | null; teamId: Uuid | null; seen: boolean; count: number }>(sql`
        select assignee_id as "assigneeId", team_id as "teamId", coalesce(${condition}, false) as seen, count(*)::int as count
        from conversation where assignee_id is null or assignee_id = ${id} or id::text < '4' group by 1, 2, 3`),
    )
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) expect(sees(viewer, row), JSON.stringify(row)).toBe(row.seen)
  })
})

const filters: Array<[string, ConversationFilter]> = [
  ['nothing', {}],
  ['open', { status: 'open' }],
  ['unread', { unreadFor: null }],
  ['a team', { teamId: teamB }],
  ['what is not snoozed', { status: 'open', snoozed: false }],
]
const parts = (['recent', 'urgent', 'waiting', 'created'] as const).flatMap(sort =>
  SORTS[sort].map((_part, no) => [sort, no] as const),
)

describe.each(parts)('the list sorted by %s, part %i,', (sort, part) => {
  it.each(each)(
    'has page by page for %s exactly what they see, in the order of those who see all',
    async (_name, viewer) => {
      const whole = await db.tenant(big.tenantId, tx => tx.rows(selectConversations({}, sort, part, null, 20_000)))
      const wanted = whole.filter(row => sees(viewer, row)).map(row => row.id)
      const found: Uuid[] = []
      let place: ListPlace | null = null
      do {
        const most: number = Math.max(50, Math.ceil(wanted.length / 3))
        const page: typeof whole = await db.tenant(big.tenantId, tx =>
          tx.rows(selectConversations({ viewer }, sort, part, place, most)),
        )
        found.push(...page.map(row => row.id))
        place = page.length === most ? page.at(-1)! : null
      } while (place)
      expect(found).toEqual(wanted)
    },
  )
})

describe('a list', () => {
  it('of who sees all is asked for as if there were no teams', () => {
    for (const [sort, part] of parts) {
      const plain = selectConversations({ status: 'open' }, sort, part, null, 51)
      const viewed = selectConversations({ status: 'open', viewer: { id } }, sort, part, null, 51)
      expect(textOf(viewed)).toBe(textOf(plain))
    }
  })

  it.each(filters)('filtered by %s reads for `own` one index range and sorts nothing', async (_name, filter) => {
    const plan = await planOf(selectConversations({ ...filter, viewer: VIEWERS.own! }, 'recent', 0, null, 51))
    expect(plan).toMatch(/Index Scan/)
    expect(plan).not.toMatch(/Seq Scan on conversation|Sort|Bitmap/)
  })

  it.each(filters)(
    'filtered by %s reads for `team` a range of each team and of their own, and sorts no more than these pages',
    async (_name, filter) => {
      const plan = await planOf(
        selectConversations({ ...filter, viewer: VIEWERS['two teams']! }, 'recent', 0, null, 51),
      )
      expect(plan).toMatch(/Index Scan using conversation_(by_team|unread)/)
      expect(plan).not.toMatch(/Seq Scan on conversation|Bitmap/)
    },
  )

  it.each(
    parts.filter(([sort, part]) => sort !== 'created' && !(sort === 'urgent' && part === 2) && sort !== 'recent'),
  )(
    'sorted by %s, part %i, reads for `team` the index of those who wait, which is small, in its order',
    async (sort, part) => {
      const plan = await planOf(selectConversations({ viewer: VIEWERS['two teams']! }, sort, part, null, 51))
      expect(plan).toMatch(/Index Scan/)
      expect(plan).not.toMatch(/Seq Scan on conversation/)
    },
  )
})

const textOf = (statement: Statement<unknown>): string => JSON.stringify(statement.toOperationNode())

async function planOf(statement: Statement<unknown>): Promise<string> {
  const rows = await db.tenant(big.tenantId, tx => tx.rows<Record<string, string>>(sql`explain ${statement}`))
  return rows.map(row => row['QUERY PLAN']).join('\n')
}
