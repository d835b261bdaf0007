import type { Context } from '../../../platform/context.ts'
import { type Claim, claim, drainInRounds, holdWhile } from '../../../platform/pending/index.ts'
import { flushActivity, type RawEvent, readRawEvents } from '../../channels/index.ts'
import {
  commitDeliveries,
  commitTogether,
  DELIVERY_LEASE_SECONDS,
  DELIVERY_TABLE,
  type DeliveryItem,
  giveUpOn,
  type TenantDeliveries,
} from './commit-deliveries.ts'
import { factsOf } from './delivery-facts.ts'

/** Deliveries in one claim and in one transaction: while the database works on one batch, the next is read. */
const CLAIM = 1000
const BATCH = 500
/** How many tenants share a transaction when each has few deliveries; beyond that, waiting for its locks would cost more. */
const TENANTS_TOGETHER = 16
/** How many transactions run at once. */
const AT_ONCE = 3

/** A claimed delivery, and its bytes. */
export interface ClaimedDelivery {
  claim: Claim
  raw: RawEvent | undefined
}

/**
 * Processes deliveries until none is due. Several of these may run at once, here and in other processes: one channel is
 * always with one of them only.
 *
 * @param batch deliveries in one transaction
 */
export async function drainIntake(context: Context, batch = BATCH): Promise<void> {
  await drainInRounds(async () => {
    const claimed = await claimDeliveries(context)
    await processDeliveries(context, claimed, batch)
    return claimed.length > 0
  })
  await flushActivity(context)
}

/** Makes one claim over all tenants. */
async function claimDeliveries({ db, metrics }: Context): Promise<ClaimedDelivery[]> {
  const options = { perTenant: CLAIM, limit: CLAIM, leaseSeconds: DELIVERY_LEASE_SECONDS, strict: false }
  const reason = 'claims look at every tenant that has work'
  const { claims, raws } = await db.system(
    reason,
    async tx => {
      const rows = await claim(tx, DELIVERY_TABLE, options, metrics)
      const ids = rows.map(row => row.id)
      return { claims: rows, raws: ids.length > 0 ? await readRawEvents(tx, ids) : [] }
    },
    { plans: 'once' },
  )
  const byId = new Map(raws.map(raw => [raw.id, raw]))
  return claims.map(row => ({ claim: row, raw: byId.get(row.id) }))
}

/** Files claimed deliveries. Tenants with few of them share transactions. */
export async function processDeliveries(
  context: Context,
  claimed: readonly ClaimedDelivery[],
  batch = BATCH,
): Promise<void> {
  const groups = groupsOf(claimed, batch)
  const errors: unknown[] = []
  const run = async () => {
    for (let group = groups.shift(); group; group = groups.shift())
      await holdAll(context, group, processGroup(context, group, batch)).catch(error => errors.push(error))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, run))
  if (errors.length > 0) throw errors[0]
}

/** Tenants, each with its deliveries: alone when they fill a transaction. */
function groupsOf(claimed: readonly ClaimedDelivery[], batch: number): ClaimedDelivery[][][] {
  const groups: ClaimedDelivery[][][] = []
  let open: ClaimedDelivery[][] = []
  let count = 0
  for (const own of Map.groupBy(claimed, one => one.claim.tenantId).values()) {
    if (own.length >= batch) {
      groups.push([own])
      continue
    }
    if (open.length === TENANTS_TOGETHER || count + own.length > batch) {
      groups.push(open)
      open = []
      count = 0
    }
    open.push(own)
    count += own.length
  }
  if (open.length > 0) groups.push(open)
  return groups
}

/** Keeps the channels with this worker as long as it works on them, however slow the database is. */
function holdAll(context: Context, group: readonly ClaimedDelivery[][], work: () => Promise<void>): Promise<void> {
  const { db, log } = context
  return group.reduceRight((inner: () => Promise<void>, own) => {
    const claims = own.map(one => one.claim)
    const { tenantId } = claims[0]!
    const onError = (error: unknown) => log.warn({ err: error, tenantId }, 'a lease was not renewed')
    const held = { db, table: DELIVERY_TABLE, tenantId, claims, leaseSeconds: DELIVERY_LEASE_SECONDS, onError } as const
    return () => holdWhile(held, inner)
  }, work)()
}

const processGroup =
  (context: Context, group: readonly ClaimedDelivery[][], batch: number): (() => Promise<void>) =>
  async () => {
    const [only] = group
    if (group.length === 1 && only) return await processTenant(context, only, batch)
    const read: TenantDeliveries[] = []
    for (const own of group) {
      const items = await readItems(context, own)
      if (items.length > 0) read.push({ tenantId: own[0]!.claim.tenantId, items })
    }
    await commitTogether(context, read)
  }

/** While the database works on one batch, the next is read. */
async function processTenant(context: Context, own: readonly ClaimedDelivery[], batch: number): Promise<void> {
  let writing: Promise<void> = Promise.resolve()
  for (let at = 0; at < own.length; at += batch) {
    const items = await readItems(context, own.slice(at, at + batch))
    await writing
    if (items.length > 0) writing = commitDeliveries(context, { tenantId: own[0]!.claim.tenantId, items })
  }
  await writing
}

/** Outside any transaction, because reading takes time and may fail for one delivery alone. */
async function readItems(context: Context, claimed: readonly ClaimedDelivery[]): Promise<DeliveryItem[]> {
  const items: DeliveryItem[] = []
  for (const { claim: row, raw } of claimed) {
    try {
      if (!raw) throw new Error('no accepted delivery has this id')
      const span = context.tracing?.follow('file', 'consumer', raw.headers.traceparent, {
        'tawsil.tenant': row.tenantId,
      })
      items.push({ claim: row, facts: factsOf(raw, span?.traceparent), span })
    } catch (error) {
      await giveUpOn(context, row, error)
    }
  }
  return items
}
