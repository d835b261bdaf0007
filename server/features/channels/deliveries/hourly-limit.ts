import type { Context } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type Bound, boundOf } from '../../tenancy/index.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import type { NewRawEvent } from './raw-event.sql.ts'

const HOUR_MS = 3_600_000
const PLAN_KEPT_SECONDS = 60
/** Below this the plan is not even asked: the limit of every plan is higher. */
const FEW = 1_000
/** A delivery counts once for each 16 KB it has: bytes cost the disk as much as rows. */
const BYTES_OF_ONE = 16_384

/**
 * Counts the deliveries of each business in this process, hour by hour, and refuses those beyond its plan: a business
 * that knows the secret of its own channel can sign as many as it likes. A provider sends them again later. A delivery
 * for several businesses is counted and never refused, because one of them must not cost the others theirs.
 *
 * @returns undefined when they may be stored; a promise when the plan must be asked, which rejects with
 * DELIVERIES_LIMIT
 */
export function createHourlyLimit({ cache, db }: Pick<Context, 'cache' | 'db'>, now = Date.now) {
  let hour = 0
  let counts = new Map<Uuid, number>()
  const boundFor = (tenantId: Uuid) =>
    cache.getOrMake(`t:${tenantId}:deliveries-an-hour`, PLAN_KEPT_SECONDS, () =>
      db.tenant(tenantId, tx => boundOf(tx, 'deliveries')),
    )
  return (events: readonly NewRawEvent[]): Promise<void> | undefined => {
    const current = Math.floor(now() / HOUR_MS)
    if (current !== hour) {
      hour = current
      counts = new Map()
    }
    for (const { tenantId, body } of events) {
      if (tenantId !== null)
        counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1 + Math.floor(body.length / BYTES_OF_ONE))
    }
    const tenantId = events[0]?.tenantId
    if (!tenantId || events.some(event => event.tenantId !== tenantId)) return undefined
    const count = counts.get(tenantId) ?? 0
    return count <= FEW ? undefined : boundFor(tenantId).then(bound => mustBeWithin(bound, count))
  }
}

function mustBeWithin({ plan, limit }: Bound, used: number): void {
  if (used > limit) throw new AppError(CHANNEL_ERRORS.DELIVERIES_LIMIT, { details: { plan, limit, used } })
}
