import { type RawBuilder, sql, type Tx, uuids } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { Claim, PendingTable } from './claim.ts'

/** A lane that the caller holds, locked until the end of the transaction. */
interface HeldLane {
  lane: Uuid
  fence: number
  /** The part of `leaseSeconds` that is left: 1 is all of it. */
  left: number
}

/**
 * The lanes that `claims` still hold, locked in the order of their ids. Each lease has a number of its own, so the numbers alone
 * say which. Lists of ids instead of a join: the table is nearly empty when it is analysed, and a join planned for one row would
 * compare every lane with every claim.
 */
const heldLanes = (tx: Tx, table: PendingTable, claims: readonly Claim[], columns: RawBuilder<unknown>) => {
  const fences = [...new Set(claims.map(claim => claim.fence))]
  return sql`
    select ${columns} from pending_lane where ${lanesOf(tx, table, claims)} and fence = any(${fences}::bigint[])
    order by lane for no key update`
}

const lanesOf = (tx: Tx, table: PendingTable, lanes: ReadonlyArray<{ lane: Uuid }>) =>
  sql`tenant_id = ${tx.tenantId} and source = ${table} and lane = any(${uuids([...new Set(lanes.map(({ lane }) => lane))])})`

/** Locks the lanes of `claims`, and tells which of them the caller still holds. */
export const lockLanes = async (
  tx: Tx,
  table: PendingTable,
  claims: readonly Claim[],
  leaseSeconds: number,
): Promise<HeldLane[]> =>
  await tx.rows<HeldLane>(
    sql`${heldLanes(
      tx,
      table,
      claims,
      sql`lane, fence, (extract(epoch from lease_until - now()) / ${leaseSeconds}::float)::float as left`,
    )}`,
  )

/**
 * Gives the lanes of claims that are still held another `leaseSeconds` from now. Lanes that somebody has locked are left alone:
 * whoever settles them needs no lease any more, and the renewal would wait for their transaction (178 ms under load).
 */
export const keepLanes = (tx: Tx, table: PendingTable, claims: readonly Claim[], leaseSeconds: number) => sql`
  update pending_lane l set lease_until = now() + ${leaseSeconds} * interval '1 second'
  where l.tenant_id = ${tx.tenantId} and l.source = ${table} and l.lane = any(array(
    ${heldLanes(tx, table, claims, sql`lane`)} skip locked))`

/** Gives lanes another `leaseSeconds` from now. */
export const renewLanes = (tx: Tx, table: PendingTable, lanes: readonly HeldLane[], leaseSeconds: number) => sql`
  update pending_lane set lease_until = now() + ${leaseSeconds} * interval '1 second' where ${lanesOf(tx, table, lanes)}`

/**
 * Runs `action` on the rows of `claims` whose lanes are still held, and counts down each lane's open rows; with its last row a
 * lane is free. All in one statement: settling is what a worker does with every row, mostly one at a time.
 *
 * The lanes are locked before anything else is done, because everything else asks for what was locked. What changed since the
 * statement began is no danger: whoever has taken a lane over changed its number, and `for update` looks at the newest version.
 *
 * @param action changes or deletes rows `p` of the table for which `mine` holds
 * @returns how many rows the action touched
 */
export async function settle(
  tx: Tx,
  table: PendingTable,
  claims: readonly Claim[],
  action: (mine: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<number> {
  const mine = sql`p.tenant_id = ${tx.tenantId} and p.id = any(array(select id from mine))`
  const { touched } = await tx.one<{ touched: number }>(sql`
    with held as materialized (${heldLanes(tx, table, claims, sql`fence, open`)}),
    mine as materialized (
      select id, fence from unnest(${uuids(claims.map(claim => claim.id))}, ${claims.map(claim => claim.fence)}::bigint[])
        as g(id, fence)
      where fence = any(array(select fence from held))
    ), left_over as materialized (
      select held.fence, held.open - count(*) as open from held join mine using (fence) group by held.fence, held.open
    ), touched as (${action(mine)} returning p.id),
    freed as (
      delete from pending_lane where ${lanesOf(tx, table, claims)}
        and fence = any(array(select fence from left_over where open <= 0))
    ), counted as (
      update pending_lane lane_row set open = left_over.open from left_over
      where ${lanesOf(tx, table, claims)} and lane_row.fence = left_over.fence and left_over.open > 0
    )
    select count(*)::integer as touched from touched`)
  return touched
}
