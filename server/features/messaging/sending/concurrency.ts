import type { Uuid } from '../../../platform/ids/index.ts'

/**
 * How many conversations one process sends to at once. Most of them wait for the database or for a connection. The more
 * there are, the more messages share a transaction (2,900 messages a second with 400, 4,000 with 800).
 */
export const SEND_SLOTS = 800
/**
 * Kept free for tenants that use few slots. A tenant whose provider hangs fills the other slots, and everybody else
 * goes on.
 */
const RESERVE = SEND_SLOTS / 4
const MOST = SEND_SLOTS / 2
/** The slots that one channel may hold: when its provider hangs, the tenant's other channels go on. */
const MOST_OF_CHANNEL = (MOST * 3) / 4
/** Tenants with this many slots or more may not use the reserve. */
const FEW = 40

/** A slot that is in use, and its user. */
export interface SendSlot {
  tenantId: Uuid
  channelId: Uuid
}

/** What the next claim may take. */
export interface ClaimQuota {
  limit: number
  perTenant: number
  /** Tenants and channels that have enough slots. */
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
