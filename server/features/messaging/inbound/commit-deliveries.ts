import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { handleInline } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { classifyFailure, failureOf } from '../../../platform/pending/failure.ts'
import { type Claim, complete, extend, fail, release } from '../../../platform/pending/index.ts'
import type { TraceSpan } from '../../../platform/telemetry/index.ts'
import { applyChannelStates, noteActivity, stopChannel } from '../../channels/index.ts'
import { intakeMetrics } from '../metrics.ts'
import { applyDelivery, type DeliveryCounts } from './apply-delivery.ts'
import { byKind, type Fact } from './delivery-facts.ts'

export const DELIVERY_TABLE = 'raw_event_pending'
/** For how long a dead worker still holds its channels; a living worker renews the lease. */
export const DELIVERY_LEASE_SECONDS = 10
const COLLISION_TRIES = 5

/** One delivery that is being written to the tables. */
export interface DeliveryItem {
  claim: Claim
  facts: Fact[]
  /** Ends when its facts are committed. */
  span?: TraceSpan | undefined
}

/** The deliveries of one tenant that are filed together. */
export interface TenantDeliveries {
  tenantId: Uuid
  items: readonly DeliveryItem[]
}

function endSpans(items: readonly DeliveryItem[]): void {
  for (const { span } of items) span?.end()
}

const claimsOf = (items: readonly DeliveryItem[]): Claim[] => items.map(item => item.claim)

/**
 * Writes deliveries of several tenants in one transaction, one tenant after the other. When that fails, each tenant has
 * its own transactions.
 */
export async function commitTogether(context: Context, all: readonly TenantDeliveries[]): Promise<void> {
  const [only] = all
  if (!only) return
  if (all.length === 1) return await commitDeliveries(context, only)
  const metrics = intakeMetrics(context.metrics)
  const stop = metrics.seconds.startTimer()
  const parts = all.map(({ tenantId, items }) => ({
    tenantId,
    work: (tx: Tx) => file(context, tx, factsOfItems(items), () => complete(tx, DELIVERY_TABLE, claimsOf(items))),
  }))
  try {
    for (const counts of await context.db.tenants(parts, { plans: 'once' })) metrics.count(counts)
    stop()
    for (const { items } of all) endSpans(items)
  } catch (error) {
    context.log.warn({ err: error, tenants: all.length }, 'deliveries of several tenants are filed apart')
    for (const one of all) await commitDeliveries(context, one)
  }
}

const factsOfItems = (items: readonly DeliveryItem[]): Fact[] => items.flatMap(item => item.facts)

/** Writes what deliveries say, in the tenant's transaction, and lets bots answer in it. */
async function file(
  context: Context,
  tx: Tx,
  facts: readonly Fact[],
  settle: () => Promise<void>,
  inline = true,
): Promise<DeliveryCounts> {
  const counts = await applyDelivery(tx, facts)
  await applyToChannels(context, tx, facts, counts)
  if (inline) await handleInline(context, tx)
  await settle()
  return counts
}

/** Writes deliveries together. When one of them makes that fail, tries again in halves until it stands alone. */
export async function commitDeliveries(context: Context, { tenantId, items }: TenantDeliveries): Promise<void> {
  try {
    await write(context, tenantId, factsOfItems(items), tx => complete(tx, DELIVERY_TABLE, claimsOf(items)))
    endSpans(items)
  } catch (error) {
    const verdict = classifyFailure(error)
    if (verdict !== 'rows') return await handBack(context, tenantId, items, error)
    const [only, ...others] = items
    if (others.length === 0 && only) return await commitParts(context, tenantId, only, error)
    const middle = Math.ceil(items.length / 2)
    await commitDeliveries(context, { tenantId, items: items.slice(0, middle) })
    await commitDeliveries(context, { tenantId, items: items.slice(middle) })
  }
}

/** Nothing is wrong with the rows: those that this worker still holds are given back unchanged. */
async function handBack(
  context: Context,
  tenantId: Uuid,
  items: readonly DeliveryItem[],
  error: unknown,
): Promise<void> {
  context.log.warn({ err: error, tenantId, deliveries: items.length }, 'deliveries were given back')
  await context.db.tenant(tenantId, tx => release(tx, DELIVERY_TABLE, claimsOf(items), 1))
}

/**
 * A delivery with many parts: all parts that can be written are written, and only then the delivery becomes a dead
 * letter.
 */
async function commitParts(context: Context, tenantId: Uuid, item: DeliveryItem, cause: unknown): Promise<void> {
  const failed: unknown[] = []
  const parts = async (facts: readonly Fact[], known?: unknown): Promise<void> => {
    let error = known
    if (error === undefined) {
      error = await write(context, tenantId, facts, tx => stillOurs(tx, item.claim)).then(
        () => undefined,
        caught => caught,
      )
    }
    if (error === undefined) return
    if (classifyFailure(error) !== 'rows') throw error
    if (facts.length <= 1) return void failed.push(error)
    const middle = Math.ceil(facts.length / 2)
    await parts(facts.slice(0, middle))
    await parts(facts.slice(middle))
  }
  try {
    await parts(item.facts, cause)
  } catch (error) {
    return await handBack(context, tenantId, [item], error)
  }
  const [first] = failed
  if (first !== undefined) return await giveUpOn(context, item.claim, first)
  await context.db.tenant(tenantId, tx => complete(tx, DELIVERY_TABLE, [item.claim]))
}

async function stillOurs(tx: Tx, row: Claim): Promise<void> {
  const [held] = await extend(tx, DELIVERY_TABLE, [row], DELIVERY_LEASE_SECONDS)
  if (!held) throw Object.assign(new Error('the lease was lost'), { code: 'LEASE_LOST' })
}

/**
 * Runs one transaction, and again after a collision with another one. When the bots' part of it fails, it is done without
 * them: their events become rows of work. Counts only what has committed.
 */
async function write(
  context: Context,
  tenantId: Uuid,
  facts: readonly Fact[],
  settle: (tx: Tx) => Promise<void>,
): Promise<void> {
  const metrics = intakeMetrics(context.metrics)
  const stop = metrics.seconds.startTimer()
  let inline = true
  for (let tries = 1; ; tries++) {
    try {
      const work = (tx: Tx) => file(context, tx, facts, () => settle(tx), inline)
      const counts = await context.db.tenant(tenantId, work, { plans: 'once' })
      stop()
      return metrics.count(counts)
    } catch (error) {
      const failure = classifyFailure(error)
      if (failure === 'rows' && inline) {
        context.log.warn({ err: error, tenantId }, 'deliveries are filed without their answers')
        inline = false
        continue
      }
      if (failure !== 'again' || tries === COLLISION_TRIES) throw error
      await wait(Math.random() * 20 * 2 ** tries)
    }
  }
}

/** Writes what a batch says about channels: their state, that they can send no more, and that they are alive. */
async function applyToChannels(
  context: Context,
  tx: Tx,
  facts: readonly Fact[],
  { activity, stops }: DeliveryCounts,
): Promise<void> {
  const { states } = byKind(facts)
  for (const [id, own] of Map.groupBy(states, fact => fact.channelId)) {
    const said = own.map(fact => fact.state)
    await applyChannelStates(context, tx, { tenantId: tx.tenantId, id }, said)
  }
  for (const { channelId, cause, at } of stops)
    await stopChannel(context, tx, { tenantId: tx.tenantId, channelId }, cause, { at })
  noteActivity(context, tx, activity)
}

/** A delivery that cannot be read or written is tried again later, or becomes a dead letter. */
export async function giveUpOn(context: Context, row: Claim, error: unknown): Promise<void> {
  const failure = failureOf(error)
  const outcome = await context.db.tenant(row.tenantId, tx =>
    fail(tx, DELIVERY_TABLE, row, failure, context.config.retries),
  )
  const line = { tenantId: row.tenantId, rawEventId: row.id, code: failure.code, outcome }
  context.log.warn(line, 'a delivery could not be processed')
  intakeMetrics(context.metrics).failed.inc({ outcome })
}
