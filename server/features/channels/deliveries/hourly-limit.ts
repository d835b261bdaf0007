import type { Context } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { boundOf } from '../../tenancy/index.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import { addDeliveries } from './hourly-limit.sql.ts'
import type { NewRawEvent } from './raw-event.sql.ts'

const HOUR_MS = 3_600_000
const PLAN_KEPT_SECONDS = 60
/** Below this the plan is not even asked: the limit of every plan is higher. */
const FEW = 1_000
/** So many a process counts for itself before it tells the others. That is how much each may take too many. */
const SHARED_EACH = 200
/** How soon a process that refuses looks again, because its hour and the database's may not begin at the same moment. */
const LOOK_AGAIN_MS = 60_000
/** A delivery counts once for each 16 KB it has: bytes cost the disk as much as rows. */
const BYTES_OF_ONE = 16_384

/** What is known of one business in this hour. */
interface Count {
  /** Of all processes, when this one last told the others. */
  shared: number
  sharedAt: number
  /** Counted here since then. */
  own: number
  sharing: Promise<void> | undefined
}

/**
 * Counts the deliveries of each business, hour by hour, and refuses those beyond its plan: a business that knows the
 * secret of its own channel can sign as many as it likes. A provider sends them again later. A delivery for several
 * businesses is counted and never refused, because one of them must not cost the others theirs.
 *
 * Processes add their counts up in the database, whether or not there is Redis: one write for some hundred deliveries,
 * and none for a business with few.
 *
 * @returns undefined when they may be stored; a promise when the plan or the other processes must be asked, which
 * rejects with DELIVERIES_LIMIT
 */
export function createHourlyLimit(context: Pick<Context, 'cache' | 'db' | 'log'>, now = Date.now) {
  const share = sharing(context, now)
  const refuse = refusing(context, share, now)
  let hour = 0
  let counts = new Map<Uuid, Count>()
  const countOf = (tenantId: Uuid): Count => {
    const known = counts.get(tenantId)
    if (known) return known
    const count = { shared: 0, sharedAt: now(), own: 0, sharing: undefined }
    counts.set(tenantId, count)
    return count
  }
  return (events: readonly NewRawEvent[]): Promise<void> | undefined => {
    const current = Math.floor(now() / HOUR_MS)
    if (current !== hour) {
      hour = current
      counts = new Map()
    }
    const sizes = sizesOf(events)
    for (const [tenantId, size] of sizes) countOf(tenantId).own += size
    const tenantId = events[0]?.tenantId
    if (!tenantId || events.some(event => event.tenantId !== tenantId)) {
      for (const id of sizes.keys()) if (countOf(id).own >= SHARED_EACH) void share(id, countOf(id))
      return undefined
    }
    const count = countOf(tenantId)
    const few = count.shared + count.own <= FEW && count.own < SHARED_EACH
    return few ? undefined : refuse(tenantId, count, sizes.get(tenantId)!)
  }
}

function sizesOf(events: readonly NewRawEvent[]): Map<Uuid, number> {
  const sizes = new Map<Uuid, number>()
  for (const { tenantId, body } of events) {
    if (tenantId !== null) sizes.set(tenantId, (sizes.get(tenantId) ?? 0) + 1 + Math.floor(body.length / BYTES_OF_ONE))
  }
  return sizes
}

type Share = (tenantId: Uuid, count: Count) => Promise<void>

/** Tells the other processes, and learns from them; once at a time for each business. Never rejects. */
function sharing({ db, log }: Pick<Context, 'db' | 'log'>, now: () => number): Share {
  const shareOnce = async (tenantId: Uuid, count: Count) => {
    const told = count.own
    try {
      const { count: shared } = await db.tenant(tenantId, tx => tx.one(addDeliveries(tenantId, told)))
      count.own -= told
      count.shared = shared
      count.sharedAt = now()
    } catch (error) {
      // Deliveries are counted here until the database is back; without it nothing is stored anyway.
      log.warn({ err: error, tenantId }, 'deliveries were not counted with those of other processes')
    } finally {
      count.sharing = undefined
    }
  }
  return (tenantId, count) => {
    count.sharing ??= shareOnce(tenantId, count)
    return count.sharing
  }
}

function refusing({ cache, db }: Pick<Context, 'cache' | 'db'>, share: Share, now: () => number) {
  const boundFor = (tenantId: Uuid) =>
    cache.getOrMake(`t:${tenantId}:deliveries-an-hour`, PLAN_KEPT_SECONDS, () =>
      db.tenant(tenantId, tx => boundOf(tx, 'deliveries')),
    )
  /** Rejects when `size` more are too many; then they were not counted. */
  return async (tenantId: Uuid, count: Count, size: number): Promise<void> => {
    const { plan, limit } = await boundFor(tenantId)
    const stale = count.shared + count.own > limit && now() - count.sharedAt >= LOOK_AGAIN_MS
    if (stale || count.own >= SHARED_EACH) await share(tenantId, count)
    const used = count.shared + count.own
    if (used <= limit) return
    count.own -= size
    throw new AppError(CHANNEL_ERRORS.DELIVERIES_LIMIT, { details: { plan, limit, used: used - size } })
  }
}
