import { json, sql, type Tx } from '../db/index.ts'
import { AppError, defineErrors } from '../errors/index.ts'
import { newId } from '../ids/index.ts'
import type { Claim, PendingTable } from './claim.ts'

const ERRORS = defineErrors({
  LEASE_LOST: {
    status: 409,
    message: 'The lease ran out and another worker has this row now; what was done here is rolled back.',
    retryable: true,
  },
})

/** Attempts before a row goes to the dead letters; the first retry waits this long, each further twice as long. */
const MAX_ATTEMPTS = 3
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
  const removed = await tx.run(sql`
    delete from ${sql.table(table)} p using jsonb_to_recordset(${json(claims)}) as c("tenantId" uuid, id uuid, fence bigint)
    where p.tenant_id = c."tenantId" and p.id = c.id and p.fence = c.fence`)
  if (removed !== claims.length) throw new AppError(ERRORS.LEASE_LOST)
}

/** Gives rows back unharmed, to be claimed again after `delaySeconds`; the attempt does not count. */
export async function release(tx: Tx, table: PendingTable, claims: readonly Claim[], delaySeconds = 0): Promise<void> {
  await tx.run(sql`
    update ${sql.table(table)} p set lease_until = null, next_try_at = now() + ${delaySeconds} * interval '1 second'
    from jsonb_to_recordset(${json(claims)}) as c("tenantId" uuid, id uuid, fence bigint)
    where p.tenant_id = c."tenantId" and p.id = c.id and p.fence = c.fence`)
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
    const delay = FIRST_RETRY_SECONDS * 2 ** claim.attempts * (0.75 + Math.random() / 2)
    const changed = await tx.run(sql`
      update ${sql.table(table)} set attempts = ${attempts}, lease_until = null, last_error = ${failure.message},
        next_try_at = now() + ${delay} * interval '1 second'
      where tenant_id = ${claim.tenantId} and id = ${claim.id} and fence = ${claim.fence}`)
    return changed === 1 ? 'retry' : 'lost'
  }
  const moved = await tx.run(sql`
    with gone as (
      delete from ${sql.table(table)} where tenant_id = ${claim.tenantId} and id = ${claim.id} and fence = ${claim.fence}
      returning tenant_id, id, ref, lane
    )
    insert into dead_letter (tenant_id, id, source, source_id, ref, lane, attempts, error_code, error_message)
    select tenant_id, ${newId()}::uuid, ${table}, id, ref, lane, ${attempts}, ${failure.code}, ${failure.message} from gone`)
  return moved === 1 ? 'dead' : 'lost'
}
