import type { Uuid } from '../../../platform/ids/index.ts'

/**
 * How many conversations one process sends to at once. Most of them wait for the database or for a connection; the more there
 * are, the more share a transaction (2,900 messages a second with 400, 4,000 with 800).
 */
export const SEND_SLOTS = 800
/** Kept free for tenants that use few: one whose provider hangs fills what is left, and the others go on. */
const RESERVE = SEND_SLOTS / 4
const MOST = SEND_SLOTS / 2
/** What one channel may hold of that: when its provider hangs, the tenant's other channels go on. */
const MOST_OF_CHANNEL = (MOST * 3) / 4
/** Tenants with at least so many do not take from the reserve. */
const FEW = 40

/** A place that is in use, and by whom. */
export interface SendSlot {
  tenantId: Uuid
  channelId: Uuid
}

/** What the next claim may take. */
export interface ClaimQuota {
  limit: number
  perTenant: number
  /** Tenants and channels that have enough. */
  without: Uuid[]
}

export function claimQuota(taken: Iterable<SendSlot>): ClaimQuota {
  const tenants = new Map<Uuid, number>()
  const channels = new Map<Uuid, number>()
  let used = 0
  for (const { tenantId, channelId } of taken) {
    used++
    tenants.set(tenantId, (tenants.get(tenantId) ?? 0) + 1)
    channels.set(channelId, (channels.get(channelId) ?? 0) + 1)
  }
  const free = SEND_SLOTS - used
  const spare = free - RESERVE
  const enough = spare > 0 ? MOST : FEW
  return {
    limit: spare > 0 ? spare : Math.max(free, 0),
    perTenant: spare > 0 ? Math.min(spare, MOST) : FEW,
    without: [...atLeast(tenants, enough), ...atLeast(channels, MOST_OF_CHANNEL)],
  }
}

const atLeast = (counts: ReadonlyMap<Uuid, number>, enough: number): Uuid[] =>
  [...counts].filter(([, count]) => count >= enough).map(([id]) => id)
