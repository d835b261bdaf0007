import { json, type RawBuilder, sql, type Tx } from '../db/index.ts'
import { AppError, defineErrors } from '../errors/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import type { Claim, PendingTable } from './claim.ts'

const ERRORS = defineErrors({
  LEASE_LOST: {
    status: 409,
    message: 'The lease ran out and another worker has this row now; what was done here is rolled back.',
    retryable: true,
  },
})

/** Attempts before a row goes to the dead letters; the first retry waits this long, each further twice as long. */
export const MAX_ATTEMPTS = 3
const FIRST_RETRY_SECONDS = 2

/** Why a row could not be handled. `code` is stable; `message` may be shown to an administrator, so it holds no customer text. */
export interface Failure {
  code: string
  message: string
  /** False: no further attempt would do better. */
  retryable: boolean
}

/**
 * Removes finished rows, in the transaction that did their work. Throws LEASE_LOST, and so rolls the work back, when any of
 * them was taken over meanwhile: a worker that slept through its lease cannot act.
 */
export async function complete(tx: Tx, table: PendingTable, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return
  const removed = await settle(
    tx,
    table,
    claims,
    sql`delete from ${sql.table(table)} p using mine where p.tenant_id = mine.tenant_id and p.id = mine.id`,
  )
  if (removed !== claims.length) throw new AppError(ERRORS.LEASE_LOST)
}

/** Gives rows back unharmed, to be claimed again after `delaySeconds`; the attempt does not count. */
export async function release(tx: Tx, table: PendingTable, claims: readonly Claim[], delaySeconds = 0): Promise<void> {
  if (claims.length === 0) return
  await settle(
    tx,
    table,
    claims,
    sql`update ${sql.table(table)} p set next_try_at = ${after(sql`${delaySeconds}`)}
      from mine where p.tenant_id = mine.tenant_id and p.id = mine.id`,
  )
}

/** A row that is to be tried again, and when. */
export interface Postponed {
  claim: Claim
  delaySeconds: number
  /** What the row says of itself from now on; absent: as before. */
  ref?: string
}

/**
 * Puts rows off after an attempt that counts; how often is the caller's to decide.
 *
 * @throws LEASE_LOST when any of them was taken over meanwhile
 */
export async function postpone(tx: Tx, table: PendingTable, rows: readonly Postponed[]): Promise<void> {
  if (rows.length === 0) return
  const given = rows.map(({ claim, delaySeconds, ref }) => ({
    id: claim.id,
    delay: delaySeconds,
    ref: ref ?? claim.ref,
  }))
  const changed = await settle(
    tx,
    table,
    rows.map(row => row.claim),
    sql`update ${sql.table(table)} p set attempts = p.attempts + 1, ref = given.ref, next_try_at = ${after(sql`given.delay`)}
      from mine join jsonb_to_recordset(${json(given)}) as given(id uuid, delay float, ref text) using (id)
      where p.tenant_id = mine.tenant_id and p.id = mine.id`,
  )
  if (changed !== rows.length) throw new AppError(ERRORS.LEASE_LOST)
}

/**
 * Renews the leases of the lanes of these rows, for a worker that goes on with them.
 *
 * @returns the rows that are still the caller's; hands off the others
 */
export async function extend(
  tx: Tx,
  table: PendingTable,
  claims: readonly Claim[],
  leaseSeconds: number,
): Promise<Claim[]> {
  if (claims.length === 0) return []
  const held = await tx.rows<{ tenantId: Uuid; lane: Uuid; fence: number }>(sql`
    with held as (${heldLanes(table, claims)})
    update pending_lane l set lease_until = ${after(sql`${leaseSeconds}`)}
    from held where l.tenant_id = held.tenant_id and l.source = ${table} and l.lane = held.lane
    returning l.tenant_id as "tenantId", l.lane, l.fence`)
  const lanes = new Set(held.map(lane => `${lane.tenantId} ${lane.lane} ${lane.fence}`))
  return claims.filter(({ tenantId, lane, fence }) => lanes.has(`${tenantId} ${lane} ${fence}`))
}

/**
 * Notes a failed attempt: another try later, or the dead letters when tries are used up. Never drops a row.
 *
 * @returns 'retry', 'dead', or 'lost' when another worker has the row now
 */
export async function fail(
  tx: Tx,
  table: PendingTable,
  claim: Claim,
  failure: Failure,
): Promise<'retry' | 'dead' | 'lost'> {
  const attempts = claim.attempts + 1
  if (failure.retryable && attempts < MAX_ATTEMPTS) {
    const delay = retryDelaySeconds(claim.attempts)
    const changed = await settle(
      tx,
      table,
      [claim],
      sql`update ${sql.table(table)} p set attempts = ${attempts}, last_error = ${failure.message},
          next_try_at = ${after(sql`${delay}`)}
        from mine where p.tenant_id = mine.tenant_id and p.id = mine.id`,
    )
    return changed === 1 ? 'retry' : 'lost'
  }
  const removed = await settle(
    tx,
    table,
    [claim],
    sql`delete from ${sql.table(table)} p using mine where p.tenant_id = mine.tenant_id and p.id = mine.id`,
  )
  if (removed === 0) return 'lost'
  await tx.run(sql`
    insert into dead_letter (tenant_id, id, source, source_id, ref, lane, attempts, error_code, error_message)
    values (${claim.tenantId}, ${newId()}, ${table}, ${claim.id}, ${claim.ref}, ${claim.lane}, ${attempts},
      ${failure.code}, ${failure.message})`)
  return 'dead'
}

/** Seconds until the next try after `failed` tries before this one: from 2 s, doubling, a quarter up or down at random. */
export const retryDelaySeconds = (failed: number): number =>
  FIRST_RETRY_SECONDS * 2 ** failed * (0.75 + Math.random() / 2)

const after = (seconds: RawBuilder<unknown>) => sql`now() + ${seconds} * interval '1 second'`

/** The lanes of `claims` that are still the caller's, locked in a fixed order. */
const heldLanes = (table: PendingTable, claims: readonly Claim[]) => {
  const byLane = claims.map(({ tenantId, lane, fence }) => [`${lane} ${fence}`, { tenantId, lane, fence }] as const)
  const lanes = [...new Map(byLane).values()]
  return sql`
    select l.tenant_id, l.lane, l.fence
    from pending_lane l join jsonb_to_recordset(${json(lanes)}) as c("tenantId" uuid, lane uuid, fence bigint)
      on l.tenant_id = c."tenantId" and l.source = ${table} and l.lane = c.lane and l.fence = c.fence
    order by l.tenant_id, l.lane for no key update of l`
}

/**
 * Runs `action` on those of the claimed rows that are still the caller's (`mine`), and frees a lane with its last row.
 * Returns how many rows the action touched.
 */
async function settle(
  tx: Tx,
  table: PendingTable,
  claims: readonly Claim[],
  action: RawBuilder<unknown>,
): Promise<number> {
  const rows = claims.map(({ tenantId, id, lane, fence }) => ({ tenantId, id, lane, fence }))
  const { touched } = await tx.one<{ touched: number }>(sql`
    with held as materialized (${heldLanes(table, claims)}), mine as (
      select c."tenantId" as tenant_id, c.id
      from jsonb_to_recordset(${json(rows)}) as c("tenantId" uuid, id uuid, lane uuid, fence bigint)
      join held on held.tenant_id = c."tenantId" and held.lane = c.lane and held.fence = c.fence
    ), touched as (
      ${action} returning p.tenant_id, p.lane
    ), settled as (
      select tenant_id, lane, count(*)::integer as rows from touched group by tenant_id, lane
    ), freed as (
      delete from pending_lane l using settled s
      where l.tenant_id = s.tenant_id and l.source = ${table} and l.lane = s.lane and l.open <= s.rows
    ), remaining as (
      update pending_lane l set open = l.open - s.rows from settled s
      where l.tenant_id = s.tenant_id and l.source = ${table} and l.lane = s.lane and l.open > s.rows
    )
    select count(*)::integer as touched from touched`)
  return touched
}

/** Something for the dead letters that is no row of a hot table by itself, for example one part of a delivery. */
export interface Buried {
  source: PendingTable
  sourceId: Uuid
  lane: Uuid
  code: string
  message: string
}

/** Writes dead letters without settling anything. */
export async function bury(tx: Tx, tenantId: Uuid, letters: readonly Buried[]): Promise<void> {
  if (letters.length === 0) return
  const rows = letters.map(letter => ({ id: newId(), ...letter }))
  await tx.run(sql`
    insert into dead_letter (tenant_id, id, source, source_id, lane, attempts, error_code, error_message)
    select ${tenantId}::uuid, id, source, "sourceId", lane, 1, code, message
    from jsonb_to_recordset(${json(rows)}) as l(
      id uuid, source text, "sourceId" uuid, lane uuid, code text, message text)`)
}
