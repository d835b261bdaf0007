import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from '../../../platform/context.ts'
import type { SystemTx, Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { classifyFailure, failureOf } from '../../../platform/pending/failure.ts'
import {
  type Claim,
  claim,
  complete,
  drainInRounds,
  extend,
  fail,
  holdWhile,
  release,
} from '../../../platform/pending/index.ts'
import { applyChannelStates, countActivity, type RawEvent, readRawEvents, stopChannel } from '../../channels/index.ts'
import { intakeMetrics } from '../metrics.ts'
import { applyDelivery, type DeliveryCounts } from './apply-delivery.ts'
import { byKind, type Fact, factsOf } from './delivery-facts.ts'

const TABLE = 'raw_event_pending'
/** Deliveries in one claim and in one transaction: while the database works on one batch, the next is read. */
const CLAIM = 1000
const BATCH = 500
/** For how long a dead worker still holds its channels; a living worker renews the lease. */
const LEASE_SECONDS = 10
const COLLISION_TRIES = 5

/** One delivery that is being written to the tables. */
interface Item {
  claim: Claim
  facts: Fact[]
}

interface Unreadable {
  claim: Claim
  error: unknown
}

/**
 * Processes deliveries until none is due. Several of these may run at once, here and in other processes: one channel is
 * always with one of them only.
 *
 * @param batch deliveries in one transaction
 */
export async function drainIntake(context: Context, batch = BATCH): Promise<void> {
  await drainInRounds(() => processRound(context, batch))
}

/** Makes one claim over all tenants and processes it. @returns whether there was anything */
async function processRound(context: Context, batch: number): Promise<boolean> {
  const claimAndRead = async (tx: SystemTx) => {
    const rows = await claim(tx, TABLE, { perTenant: CLAIM, limit: CLAIM, leaseSeconds: LEASE_SECONDS, strict: false })
    const ids = rows.map(row => row.id)
    return { claims: rows, raws: ids.length > 0 ? await readRawEvents(tx, ids) : [] }
  }
  const why = 'claims look at every tenant that has work'
  const { claims, raws } = await context.db.system(why, claimAndRead, { plans: 'once' })
  const byId = new Map(raws.map(raw => [raw.id, raw]))
  const tenants = Map.groupBy(claims, row => row.tenantId)
  const ends = await Promise.allSettled(
    [...tenants].map(([id, rows]) => hold(context, id, rows, () => processTenant(context, id, rows, byId, batch))),
  )
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return claims.length > 0
}

/** Keeps the channels with this worker as long as it works on them, however slow the database is. */
function hold(context: Context, tenantId: Uuid, claims: readonly Claim[], work: () => Promise<void>): Promise<void> {
  const { db, log } = context
  const onError = (error: unknown) => log.warn({ err: error, tenantId }, 'a lease was not renewed')
  return holdWhile({ db, table: TABLE, tenantId, claims, leaseSeconds: LEASE_SECONDS, onError }, work)
}

async function processTenant(
  context: Context,
  tenantId: Uuid,
  claims: readonly Claim[],
  raws: ReadonlyMap<Uuid, RawEvent>,
  batch: number,
): Promise<void> {
  let writing: Promise<void> = Promise.resolve()
  for (let at = 0; at < claims.length; at += batch) {
    const items = claims.slice(at, at + batch).map(row => readItem(row, raws.get(row.id)))
    await writing
    writing = writeBatch(context, tenantId, items)
  }
  await writing
}

/** Outside any transaction, because reading takes time and may fail for one delivery alone. */
function readItem(row: Claim, raw: RawEvent | undefined): Item | Unreadable {
  try {
    if (!raw) throw new Error('no accepted delivery has this id')
    return { claim: row, facts: factsOf(raw) }
  } catch (error) {
    return { claim: row, error }
  }
}

async function writeBatch(context: Context, tenantId: Uuid, batch: ReadonlyArray<Item | Unreadable>): Promise<void> {
  for (const one of batch) if ('error' in one) await giveUpOn(context, one.claim, one.error)
  const items = batch.filter(one => 'facts' in one)
  if (items.length > 0) await commit(context, tenantId, items)
}

/** Writes deliveries together. When one of them makes that fail, tries again in halves until it stands alone. */
async function commit(context: Context, tenantId: Uuid, items: readonly Item[]): Promise<void> {
  try {
    await write(
      context,
      tenantId,
      items.flatMap(item => item.facts),
      tx =>
        complete(
          tx,
          TABLE,
          items.map(item => item.claim),
        ),
    )
  } catch (error) {
    const verdict = classifyFailure(error)
    if (verdict !== 'rows') return await handBack(context, tenantId, items, error)
    const [only, ...others] = items
    if (others.length === 0 && only) return await commitParts(context, tenantId, only, error)
    const middle = Math.ceil(items.length / 2)
    await commit(context, tenantId, items.slice(0, middle))
    await commit(context, tenantId, items.slice(middle))
  }
}

/** Nothing is wrong with the rows: those that this worker still holds are given back unchanged. */
async function handBack(context: Context, tenantId: Uuid, items: readonly Item[], error: unknown): Promise<void> {
  context.log.warn({ err: error, tenantId, deliveries: items.length }, 'deliveries were given back')
  const claims = items.map(item => item.claim)
  await context.db.tenant(tenantId, tx => release(tx, TABLE, claims, 1))
}

/**
 * A delivery with many parts: all parts that can be written are written, and only then the delivery becomes a dead
 * letter.
 */
async function commitParts(context: Context, tenantId: Uuid, item: Item, cause: unknown): Promise<void> {
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
  await context.db.tenant(tenantId, tx => complete(tx, TABLE, [item.claim]))
}

async function stillOurs(tx: Tx, row: Claim): Promise<void> {
  const [held] = await extend(tx, TABLE, [row], LEASE_SECONDS)
  if (!held) throw Object.assign(new Error('the lease was lost'), { code: 'LEASE_LOST' })
}

/** Runs one transaction, and again after a collision with another one. Counts only what has committed. */
async function write(
  context: Context,
  tenantId: Uuid,
  facts: readonly Fact[],
  settle: (tx: Tx) => Promise<void>,
): Promise<void> {
  const metrics = intakeMetrics(context.metrics)
  const stop = metrics.seconds.startTimer()
  for (let tries = 1; ; tries++) {
    try {
      const applied = await context.db.tenant(
        tenantId,
        async (tx): Promise<DeliveryCounts> => {
          const result = await applyDelivery(tx, facts)
          await applyToChannels(context, tx, facts, result)
          await settle(tx)
          return result
        },
        { plans: 'once' },
      )
      stop()
      return metrics.count(applied)
    } catch (error) {
      if (classifyFailure(error) !== 'again' || tries === COLLISION_TRIES) throw error
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
  await countActivity(tx, activity)
}

async function giveUpOn(context: Context, row: Claim, error: unknown): Promise<void> {
  const failure = failureOf(error)
  const outcome = await context.db.tenant(row.tenantId, tx => fail(tx, TABLE, row, failure, context.config.retries))
  const line = { tenantId: row.tenantId, rawEventId: row.id, code: failure.code, outcome }
  context.log.warn(line, 'a delivery could not be processed')
  intakeMetrics(context.metrics).failed.inc({ outcome })
}
