import { retryPause } from '../clock/index.ts'
import { json, type RawBuilder, sql, type Tx } from '../db/index.ts'
import { AppError, defineErrors } from '../errors/index.ts'
import { newEvent } from '../events/define.ts'
import { emit } from '../events/emit.ts'
import { newId, type Uuid } from '../ids/index.ts'
import type { Claim, PendingTable } from './claim.ts'
import { type BuriedTable, DEAD_LETTER_KINDS } from './dead-letter-kind.ts'
import { PENDING_EVENTS } from './events.ts'
import { lockLanes, renewLanes, settle } from './lanes.ts'

const ERRORS = defineErrors({
  LEASE_LOST: {
    status: 409,
    message: 'The lease ran out and another worker has this row now; what was done here is rolled back.',
    retryable: true,
  },
})

/** How rows are tried again; a setting of the process (`config.retries`). */
export interface Retries {
  /** Attempts before a row goes to the dead letters. */
  attempts: number
  /** How long the first pause is. */
  firstSeconds: number
}

/** Why a row could not be handled. `code` is stable; `message` may be shown to an administrator, so it holds no customer text. */
export interface Failure {
  code: string
  message: string
  /** False: another attempt would fail too. */
  retryable: boolean
}

/**
 * Removes finished rows, in the transaction that did their work. When another worker has taken over any of them meanwhile, throws
 * LEASE_LOST, which rolls the work back: a worker that slept through its lease cannot act.
 */
export async function complete(tx: Tx, table: PendingTable, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return
  const removed = await settle(tx, table, claims, mine => sql`delete from ${sql.table(table)} p where ${mine}`)
  if (removed !== claims.length) throw new AppError(ERRORS.LEASE_LOST)
}

/** The same for work that holds whoever has the lane now: rows that another worker has taken over are left to it. */
export async function completeHeld(tx: Tx, table: PendingTable, claims: readonly Claim[]): Promise<void> {
  if (claims.length > 0) await settle(tx, table, claims, mine => sql`delete from ${sql.table(table)} p where ${mine}`)
}

/** Gives rows back as they were, to be claimed again after `delaySeconds`. The attempt does not count. */
export async function release(tx: Tx, table: PendingTable, claims: readonly Claim[], delaySeconds = 0): Promise<void> {
  if (claims.length === 0) return
  const next = after(sql`${delaySeconds}`)
  await settle(tx, table, claims, mine => sql`update ${sql.table(table)} p set next_try_at = ${next} where ${mine}`)
}

/**
 * Gives rows back as they were, each to be claimed again after its own delay. The attempt does not count. Rows that another
 * worker has taken over meanwhile are left alone.
 */
export async function putOff(
  tx: Tx,
  table: PendingTable,
  rows: ReadonlyArray<{ claim: Claim; delaySeconds: number }>,
): Promise<void> {
  if (rows.length === 0) return
  const given = rows.map(({ claim, delaySeconds }) => ({ id: claim.id, delay: delaySeconds }))
  await settle(
    tx,
    table,
    rows.map(row => row.claim),
    mine => sql`update ${sql.table(table)} p set next_try_at = ${after(sql`g.delay`)}
      from jsonb_to_recordset(${json(given)}) as g(id uuid, delay float) where p.id = g.id and ${mine}`,
  )
}

/** A row that is to be tried again, and when. */
export interface PostponedRow {
  claim: Claim
  delaySeconds: number
  /** A new `ref` for the row; absent: it keeps its own. */
  ref?: string
}

/**
 * Puts rows off after an attempt, which counts. The caller decides how often.
 *
 * @throws LEASE_LOST when any of them was taken over meanwhile
 */
export async function postpone(tx: Tx, table: PendingTable, rows: readonly PostponedRow[]): Promise<void> {
  if ((await postponeHeld(tx, table, rows)) !== rows.length) throw new AppError(ERRORS.LEASE_LOST)
}

/** The same for work that holds whoever has the lane now: rows that were taken over are left alone. @returns how many were put off */
export async function postponeHeld(tx: Tx, table: PendingTable, rows: readonly PostponedRow[]): Promise<number> {
  if (rows.length === 0) return 0
  const given = rows.map(({ claim: { id, ref: known }, delaySeconds: delay, ref = known }) => ({ id, delay, ref }))
  return await settle(
    tx,
    table,
    rows.map(row => row.claim),
    mine => sql`update ${sql.table(table)} p set attempts = p.attempts + 1, ref = g.ref, next_try_at = ${after(sql`g.delay`)}
      from jsonb_to_recordset(${json(given)}) as g(id uuid, delay float, ref text) where p.id = g.id and ${mine}`,
  )
}

/** A lease with at least this share left is not renewed: the write would cost more than it gives. */
const FRESH = 0.75

/**
 * For a worker that goes on with these rows: locks their lanes for the rest of the transaction, and renews leases that have
 * partly run out.
 *
 * @returns the rows that the caller still holds; the others must be left alone
 */
export async function extend(
  tx: Tx,
  table: PendingTable,
  claims: readonly Claim[],
  leaseSeconds: number,
): Promise<Claim[]> {
  if (claims.length === 0) return []
  const lanes = await lockLanes(tx, table, claims, leaseSeconds)
  const ageing = lanes.filter(lane => lane.left < FRESH)
  if (ageing.length > 0) await tx.run(renewLanes(tx, table, ageing, leaseSeconds))
  const held = new Set(lanes.map(lane => lane.fence))
  return claims.filter(claim => held.has(claim.fence))
}

/**
 * Records a failed attempt. The row is tried again later, or goes to the dead letters when its tries are used up; it is
 * never lost.
 *
 * @returns 'retry', 'dead', or 'lost' when another worker has the row now
 */
export async function fail(
  tx: Tx,
  table: BuriedTable,
  claim: Claim,
  failure: Failure,
  retries: Retries,
): Promise<'retry' | 'dead' | 'lost'> {
  const attempts = claim.attempts + 1
  if (failure.retryable && attempts < retries.attempts) {
    const next = after(sql`${retryPause(retries.firstSeconds, claim.attempts)}`)
    const noted = sql`attempts = ${attempts}, last_error = ${failure.message}, next_try_at = ${next},
      history = coalesce(history, '[]') || ${json([attemptOf(failure)])}`
    const changed = await settle(
      tx,
      table,
      [claim],
      mine => sql`update ${sql.table(table)} p set ${noted} where ${mine}`,
    )
    return changed === 1 ? 'retry' : 'lost'
  }
  const before = await tx.maybe(selectHistory(table, claim))
  const removed = await settle(tx, table, [claim], mine => sql`delete from ${sql.table(table)} p where ${mine}`)
  if (removed === 0) return 'lost'
  const { id: sourceId, lane, ref } = claim
  const { code, message } = failure
  const history = [...(before?.history ?? []), attemptOf(failure)]
  await bury(tx, [{ source: table, sourceId, lane, ref, code, message, attempts, history, firstAt: before?.createdAt }])
  return 'dead'
}

/** One attempt as dead letters remember it. */
export interface FailedAttempt {
  at: string
  code: string
  message: string
}

const attemptOf = ({ code, message }: Failure): FailedAttempt => ({ at: new Date().toISOString(), code, message })

const selectHistory = (table: PendingTable, claim: Claim) => sql<{ history: FailedAttempt[] | null; createdAt: Date }>`
  select history, created_at as "createdAt" from ${sql.table(table)}
  where tenant_id = ${claim.tenantId} and id = ${claim.id}`

const after = (seconds: RawBuilder<unknown>) => sql`now() + ${seconds} * interval '1 second'`

/** Something for the dead letters: a row of a pending table, or a part of its work, for example one part of a delivery. */
export interface NewDeadLetter {
  source: BuriedTable
  sourceId: Uuid
  lane: Uuid
  code: string
  message: string
  /** The row's own `ref`. */
  ref?: string | null
  /** Default 1. */
  attempts?: number
  history?: readonly FailedAttempt[]
  /** When it was first due; default now. */
  firstAt?: Date
}

/** Writes dead letters, each with the event `dead_letter.added`. Settles no row. */
export async function bury(tx: Tx, letters: readonly NewDeadLetter[]): Promise<void> {
  if (letters.length === 0) return
  const rows = letters.map(letter => ({
    id: newId(),
    attempts: 1,
    history: [attemptOf({ ...letter, retryable: false })],
    ...letter,
  }))
  await tx.run(sql`
    insert into dead_letter (tenant_id, id, source, source_id, ref, lane, attempts, error_code, error_message, history, first_at)
    select ${tx.tenantId}::uuid, id, source, "sourceId", ref, lane, attempts, code, message, history, coalesce("firstAt", now())
    from jsonb_to_recordset(${json(rows)}) as l(id uuid, source text, "sourceId" uuid, ref text, lane uuid,
      attempts smallint, code text, message text, history jsonb, "firstAt" timestamptz)`)
  await emit(
    tx,
    rows.map(({ id, source, code }) =>
      newEvent(PENDING_EVENTS['dead_letter.added'], id, { kind: 'system' }, { kind: DEAD_LETTER_KINDS[source], code }),
    ),
  )
}
