import type { Db } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { Claim, PendingTable } from './claim.ts'
import { extend } from './settle.ts'

export interface HeldClaims {
  db: Db
  table: PendingTable
  tenantId: Uuid
  /** Of one tenant. */
  claims: readonly Claim[]
  leaseSeconds: number
  /** Hears of a renewal that failed; the work goes on, and its commit will tell whether it was taken over. */
  onError(error: unknown): void
}

/**
 * Renews the leases of `claims` while `work` runs, three times in each. Without it work that takes longer than its lease, on
 * a slow disk say, is taken over, rolled back, and taken over again from whoever took it: it would never be done. A process
 * that hangs renews nothing, so what is dead is still found within one lease.
 */
export async function holdWhile<T>(held: HeldClaims, work: () => Promise<T>): Promise<T> {
  let renewing: Promise<unknown> = Promise.resolve()
  const renew = () => {
    const { db, table, tenantId, claims, leaseSeconds } = held
    renewing = db.tenant(tenantId, tx => extend(tx, table, claims, leaseSeconds)).catch(held.onError)
  }
  const beat = setInterval(renew, (held.leaseSeconds * 1000) / 3)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    await renewing
  }
}
