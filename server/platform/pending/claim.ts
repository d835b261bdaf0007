import { type RawBuilder, type SystemTx, sql, uuids } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { Metrics } from '../telemetry/index.ts'
import { claimWait } from './metrics.ts'

/** The pending tables. All have the shape of `make_pending_table` (db/migrations/0001_platform.sql). */
export type PendingTable =
  | 'raw_event_pending'
  | 'event_pending'
  | 'send_pending'
  | 'media_pending'
  | 'uncertain_pending'
  | 'long_job_pending'
  | 'webhook_delivery'

/** One row of work. It belongs to the caller until the lease of its lane has run out. */
export interface Claim {
  tenantId: Uuid
  id: Uuid
  lane: Uuid
  ref: string | null
  /** How often it was tried before this time. */
  attempts: number
  /** The number of the lane's lease, which settling the row must show. When the lane is claimed again, the number changes. */
  fence: number
  /** The part that the row belongs to, when parts took turns. */
  part?: Uuid
}

/** Makes the parts of each tenant take turns too. The table must have a column `part` with an index (part, id). */
export interface Turns {
  /** Tenants and parts that are left out. */
  without: readonly Uuid[]
  /** The most rows of each of these parts; the other parts share the rest. */
  most: ReadonlyMap<Uuid, number>
}

export interface ClaimOptions {
  /** The most rows of one tenant in one claim: so many, and then it is the next tenant's turn. */
  perTenant: number
  /** The most rows in all. */
  limit: number
  leaseSeconds: number
  /**
   * In strict lanes, a row that waits for its retry holds up the rows behind it. In loose lanes they pass it.
   */
  strict: boolean
  /** Further condition on the row `p`, for example a pacing rule. */
  where?: RawBuilder<unknown>
  turns?: Turns
}

/** How many rows of one tenant or part a claim looks through, past lanes that are with a worker, to find free lanes. */
const LOOK_AHEAD = 10_000

/**
 * Leases the oldest due work, fairly: the same number of rows from each tenant that has any. It hops from tenant to tenant in the
 * primary key, instead of scanning the backlog of a loud one; with `turns` it hops from part to part. A lane is with one worker at
 * a time, so that its rows keep their order. It is free again when all rows of the claim are settled or the lease has run out.
 * Its transaction must plan once (`{ plans: 'once' }`): a plan made while the table is empty must not read all of a full one.
 *
 * Claims wait for no lock of the table. Two at once may find the same lanes free; the key of `pending_lane` gives each lane to one
 * of them. Processes begin with different tenants (`tx.share`), so that they seldom meet.
 *
 * @param metrics hear how long it took until the rows were there
 * @returns rows in the order of their ids
 */
export async function claim(
  tx: SystemTx,
  table: PendingTable,
  options: ClaimOptions,
  metrics?: Metrics,
): Promise<Claim[]> {
  const taken = metrics && claimWait(metrics).startTimer({ table })
  const claims = await claimOwnFirst(tx, table, options)
  taken?.()
  return claims
}

async function claimOwnFirst(tx: SystemTx, table: PendingTable, options: ClaimOptions): Promise<Claim[]> {
  const { first } = tx.share()
  if (!first) return await claimAmong(tx, table, options, () => sql`true`)
  const ours = (tenant: string) => sql`(uuid_hash(${sql.ref(tenant)}) & 63) = any(${first}::integer[])`
  const own = await claimAmong(tx, table, options, ours)
  return own.length > 0 ? own : await claimAmong(tx, table, options, tenant => sql`not ${ours(tenant)}`)
}

/** Which tenants a claim looks at: a condition on the column of that name. */
type Among = (tenant: string) => RawBuilder<unknown>

async function claimAmong(tx: SystemTx, table: PendingTable, options: ClaimOptions, among: Among): Promise<Claim[]> {
  const won = await tx.rows<Claim>(claimRows(table, options, among))
  if (won.length === 0) return won
  // Before a lane was won, another worker may have claimed it, done its work and freed it, all since the statement began. A new
  // statement sees that.
  const due = new Set((await tx.rows<{ id: Uuid }>(stillDue(table, options, won))).map(row => row.id))
  const kept = won.filter(row => due.has(row.id))
  if (kept.length < won.length) await giveBack(tx, table, won, kept)
  return kept
}

const claimRows = (table: PendingTable, options: ClaimOptions, among: Among) => sql<Claim>`
  with recursive ${options.turns ? dueByPart(table, options, options.turns, among) : dueByTenant(table, options, among)}, leased as (
    insert into pending_lane as known (tenant_id, source, lane, fence, lease_until, open)
    select tenant_id, ${table}, lane, nextval('pending_fence'), now() + ${options.leaseSeconds} * interval '1 second', count(*)
    from due group by tenant_id, lane order by tenant_id, lane
    on conflict (tenant_id, source, lane)
      do update set fence = excluded.fence, lease_until = excluded.lease_until, open = excluded.open, holder = excluded.holder
      where known.lease_until <= now()
    returning tenant_id, lane, fence
  )
  select due.tenant_id as "tenantId", due.id, due.lane, due.ref, due.attempts, leased.fence
    ${options.turns ? sql`, due.part` : sql``}
  from due join leased using (tenant_id, lane) order by due.id`

const stillDue = (table: PendingTable, options: ClaimOptions, won: readonly Claim[]) => sql<{ id: Uuid }>`
  select p.id from ${sql.table(table)} p
  where p.tenant_id = any(${uuids([...new Set(won.map(row => row.tenantId))])}) and p.id = any(${uuids(won.map(row => row.id))})
    and p.next_try_at <= now() ${options.strict ? noOlderWaits(table) : sql``} and ${options.where ?? sql`true`}`

/** Counts down the lanes of rows that are not due any more, or frees them. */
async function giveBack(
  tx: SystemTx,
  table: PendingTable,
  won: readonly Claim[],
  kept: readonly Claim[],
): Promise<void> {
  const open = new Map(won.map(row => [row.fence, 0]))
  for (const { fence } of kept) open.set(fence, open.get(fence)! + 1)
  const mine = sql`l.source = ${table} and l.tenant_id = any(${uuids([...new Set(won.map(row => row.tenantId))])})
    and l.lane = any(${uuids([...new Set(won.map(row => row.lane))])}) and l.fence = g.fence`
  await Promise.all([
    tx.run(sql`
      delete from pending_lane l using unnest(${[...open].filter(([, rows]) => rows === 0).map(([fence]) => fence)}::bigint[])
        as g(fence) where ${mine}`),
    tx.run(sql`
      update pending_lane l set open = g.rows from unnest(${[...open.keys()]}::bigint[], ${[...open.values()]}::integer[])
        as g(fence, rows) where ${mine} and g.rows > 0`),
  ])
}

const dueByTenant = (table: PendingTable, options: ClaimOptions, among: Among) => sql`
  tenants as (
    (select tenant_id from ${sql.table(table)} order by tenant_id limit 1)
    union all
    select (select next.tenant_id from ${sql.table(table)} next where next.tenant_id > tenants.tenant_id
      order by next.tenant_id limit 1)
    from tenants where tenants.tenant_id is not null
  ), due as (
    select work.tenant_id, work.id, work.lane, work.ref, work.attempts
    from tenants cross join lateral (
      select p.*, row_number() over (order by p.id) as turn
      from (
        select p.* from (
          select oldest.* from ${sql.table(table)} oldest where oldest.tenant_id = tenants.tenant_id
          order by oldest.id limit ${LOOK_AHEAD}
        ) p
        where p.next_try_at <= now() and ${laneIsFree(table, options.strict)} and ${options.where ?? sql`true`}
        order by p.id limit ${options.perTenant}
      ) p
    ) work
    where tenants.tenant_id is not null and ${among('tenants.tenant_id')}
    order by work.turn, work.id
    limit ${options.limit}
  )`

/** A part gets at least this many rows of a claim, however many parts there are. */
const SMALLEST_SHARE = 2

/**
 * Each part gives its oldest rows, as many as its share. Then parts take turns within their tenant, and tenants take turns among
 * each other. Rows of a part stay in the order of their ids, so the rows that find no room are always its newest.
 */
const dueByPart = (table: PendingTable, options: ClaimOptions, { without, most }: Turns, among: Among) => sql`
  parts as (
    (select part, tenant_id from ${sql.table(table)} order by part limit 1)
    union all
    select next.part, next.tenant_id from parts cross join lateral (
      select n.part, n.tenant_id from ${sql.table(table)} n where n.part > parts.part order by n.part limit 1
    ) next
  ), shares as (
    select parts.part, least(${options.perTenant}::bigint, coalesce(given.most,
      greatest(${SMALLEST_SHARE}::bigint, 2 * ${options.limit}::bigint / count(*) over ()))) as share
    from parts
    left join unnest(${uuids([...most.keys()])}, ${[...most.values()]}::integer[]) as given(part, most) using (part)
    where parts.part <> all(${uuids(without)}) and parts.tenant_id <> all(${uuids(without)})
      and ${among('parts.tenant_id')}
  ), due as (
    select turned.* from (
      select work.tenant_id, work.id, work.lane, work.ref, work.attempts, work.part,
        row_number() over (partition by work.tenant_id order by work.turn, work.id) as tenant_turn
      from shares cross join lateral (
        select p.*, row_number() over (order by p.id) as turn
        from (
          select p.* from (
            select oldest.* from ${sql.table(table)} oldest where oldest.part = shares.part
            order by oldest.id limit ${LOOK_AHEAD}
          ) p
          where p.next_try_at <= now() and ${laneIsFree(table, options.strict)} and ${options.where ?? sql`true`}
          order by p.id limit shares.share
        ) p
      ) work
    ) turned
    where turned.tenant_turn <= ${options.perTenant}
    order by turned.tenant_turn, turned.id
    limit ${options.limit}
  )`

/**
 * No worker has the lane, and in strict lanes no older row waits for its time. `offset 0` makes PostgreSQL look both up for each
 * row. As joins they would be planned for the few rows that the statistics know, and compare each row with each lease.
 */
const laneIsFree = (table: PendingTable, strict: boolean) => sql`not exists (
    select from pending_lane l
    where l.tenant_id = p.tenant_id and l.source = ${table} and l.lane = p.lane and l.lease_until > now() offset 0)
  ${strict ? noOlderWaits(table) : sql``}`

/**
 * `uuid_lt` is `<` that cannot use an index. While the table is nearly empty, PostgreSQL finds any index with an id as good as
 * the one of lanes; with that plan it would read the whole index for each row once the table is full.
 */
const noOlderWaits = (table: PendingTable) => sql`and not exists (
    select from ${sql.table(table)} older
    where older.tenant_id = p.tenant_id and older.lane = p.lane and uuid_lt(older.id, p.id) and older.next_try_at > now()
    offset 0)`
