import type { Db } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { Claim, PendingTable } from './claim.ts'
import { keepLanes } from './lanes.ts'

export interface HeldClaims {
  db: Db
  table: PendingTable
  tenantId: Uuid
  /** Of one tenant. */
  claims: readonly Claim[]
  leaseSeconds: number
  /** Called when a renewal failed. The work goes on; its commit will fail if another worker took the rows. */
  onError(error: unknown): void
}

/**
 * Renews the leases of `claims` while `work` runs, three times in each lease. Without this, work that takes longer than its lease
 * (on a slow disk, for example) would be taken over by another worker, rolled back, taken over again, and never finish. A
 * process that hangs renews nothing, so its rows are still taken over within one lease.
 */
export async function holdWhile<T>(held: HeldClaims, work: () => Promise<T>): Promise<T> {
  let renewing: Promise<unknown> = Promise.resolve()
  const renew = () => {
    const { db, table, tenantId, claims, leaseSeconds } = held
    renewing = db.tenant(tenantId, tx => tx.run(keepLanes(tx, table, claims, leaseSeconds))).catch(held.onError)
  }
  const beat = setInterval(renew, (held.leaseSeconds * 1000) / 3)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    await renewing
  }
}
