import { json, type RawBuilder, sql, type Tx, uuids } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { Claim, PendingTable } from './claim.ts'

/** A lane that the caller holds, locked until the end of the transaction. */
interface HeldLane {
  tenantId: Uuid
  lane: Uuid
  fence: number
  /** Rows of the claim that are not settled yet. */
  open: number
  /** The part of `leaseSeconds` that is left: 1 is all of it. */
  left: number
}

export interface HeldLanes {
  /** The claims that the caller still holds, in their order. */
  mine: Claim[]
  lanes: HeldLane[]
}

/** Locks the lanes of `claims`, in a fixed order, and tells which claims the caller still holds. */
export async function lockLanes(
  tx: Tx,
  table: PendingTable,
  claims: readonly Claim[],
  leaseSeconds = 1,
): Promise<HeldLanes> {
  const fences = new Map(claims.map(claim => [keyOf(claim), claim.fence]))
  // Lists of ids instead of a join: the table is nearly empty when it is analysed, and a join planned for one row would
  // compare every lane with every claim.
  const rows = await tx.rows<HeldLane>(sql`
    select tenant_id as "tenantId", lane, fence, open,
      (extract(epoch from lease_until - now()) / ${leaseSeconds}::float)::float as left
    from pending_lane where source = ${table} and ${among(claims)} order by tenant_id, lane for no key update`)
  const lanes = rows.filter(row => fences.get(keyOf(row)) === row.fence)
  const held = new Map(lanes.map(row => [keyOf(row), row.fence]))
  return { mine: claims.filter(claim => held.get(keyOf(claim)) === claim.fence), lanes }
}

/** Gives lanes another `leaseSeconds` from now. */
export const renewLanes = (table: PendingTable, lanes: readonly HeldLane[], leaseSeconds: number) => sql`
  update pending_lane set lease_until = now() + ${leaseSeconds} * interval '1 second'
  where source = ${table} and ${among(lanes)}`

/**
 * Runs `action` on rows of lanes that are held, and counts down each lane's open rows. With its last row a lane is free.
 *
 * @returns how many rows the action touched
 */
export async function settle(
  tx: Tx,
  table: PendingTable,
  { mine, lanes }: HeldLanes,
  action: RawBuilder<unknown>,
): Promise<number> {
  if (mine.length === 0) return 0
  const settled = new Map<string, number>()
  for (const claim of mine) settled.set(keyOf(claim), (settled.get(keyOf(claim)) ?? 0) + 1)
  const freed = lanes.filter(lane => lane.open <= settled.get(keyOf(lane))!)
  const busy = lanes.filter(lane => lane.open > settled.get(keyOf(lane))!)
  const counts = busy.map(({ tenantId, lane }) => ({ tenantId, lane, rows: settled.get(keyOf({ tenantId, lane })) }))
  const counted = sql`
    update pending_lane l set open = l.open - c.rows
    from jsonb_to_recordset(${json(counts)}) as c("tenantId" uuid, lane uuid, rows integer)
    where l.tenant_id = c."tenantId" and l.source = ${table} and l.lane = c.lane and ${among(busy, 'l')}`
  const [touched] = await Promise.all([
    tx.run(action),
    freed.length > 0 && tx.run(sql`delete from pending_lane where source = ${table} and ${among(freed)}`),
    busy.length > 0 && tx.run(counted),
  ])
  return touched
}

const keyOf = ({ tenantId, lane }: { tenantId: Uuid; lane: Uuid }): string => `${tenantId} ${lane}`

const among = (lanes: ReadonlyArray<{ tenantId: Uuid; lane: Uuid }>, table = 'pending_lane') => {
  const tenants = [...new Set(lanes.map(lane => lane.tenantId))]
  const ids = [...new Set(lanes.map(lane => lane.lane))]
  return sql`${sql.ref(`${table}.tenant_id`)} = any(${uuids(tenants)}) and ${sql.ref(`${table}.lane`)} = any(${uuids(ids)})`
}

/**
 * The rows of claims, by their key.
 *
 * @param table the table's name in the statement
 */
export const rowsOf = (claims: readonly Claim[], table: string) => {
  const tenants = [...new Set(claims.map(claim => claim.tenantId))]
  const ids = claims.map(claim => claim.id)
  return sql`${sql.ref(`${table}.tenant_id`)} = any(${uuids(tenants)}) and ${sql.ref(`${table}.id`)} = any(${uuids(ids)})`
}
