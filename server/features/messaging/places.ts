import type { Uuid } from '../../platform/ids/index.ts'

/**
 * How many conversations one process sends to at once. Most of them wait for the database or for a connection; the more there
 * are, the more share a transaction (2,900 messages a second with 400, 4,000 with 800).
 */
export const PLACES = 800
/** Kept free for tenants that use few: one whose provider hangs fills what is left, and the others go on. */
const RESERVE = PLACES / 4
const MOST = PLACES / 2
/** Tenants with at least so many do not take from the reserve. */
const FEW = 40

/** What the next claim may take. */
export interface Allotment {
  limit: number
  perTenant: number
  /** Tenants that have enough. */
  without: Uuid[]
}

/** @param taken the tenant of each place that is in use */
export function allot(taken: Iterable<Uuid>): Allotment {
  const counts = new Map<Uuid, number>()
  for (const tenantId of taken) counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1)
  const free = PLACES - [...counts.values()].reduce((sum, count) => sum + count, 0)
  const spare = free - RESERVE
  const enough = spare > 0 ? MOST : FEW
  return {
    limit: spare > 0 ? spare : Math.max(free, 0),
    perTenant: spare > 0 ? Math.min(spare, MOST) : FEW,
    without: [...counts].filter(([, count]) => count >= enough).map(([tenantId]) => tenantId),
  }
}
