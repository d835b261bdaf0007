import { setTimeout as wait } from 'node:timers/promises'
import { createTenantBatch } from '../../../platform/batching/tenant-batch.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { StoredEvent } from '../../../platform/events/index.ts'
import { shown } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Outbound } from '../../../platform/outbound/index.ts'
import { classifyFailure } from '../../../platform/pending/failure.ts'
import { type Claim, completeHeld, holdWhile, release } from '../../../platform/pending/index.ts'
import { selectEventsById } from '../attempts/attempt.sql.ts'
import { type DeliveryKind, selectKinds } from '../attempts/replay.sql.ts'
import { selectEndpoint, type WebhookEndpoint } from '../endpoints/endpoint.sql.ts'
import { keysIn } from '../endpoints/secret.ts'
import { callEndpoint } from './call.ts'
import { type Batch, DELIVERY_TABLE, LEASE_SECONDS } from './claim.ts'
import { bodyOf } from './message.ts'
import { webhookMetrics } from './metrics.ts'
import { type EndedCall, recordCalls } from './record.ts'
import { OPEN_AFTER } from './schedule.ts'

/** Calls to one endpoint at a time, by one batch. */
const CALLS_AT_ONCE = 24
/** After this time a batch begins no more calls, so that what came meanwhile does not wait behind a slow receiver. */
const BATCH_MS = 10_000
const RECORD_MS = 20_000
const RECORD_PAUSE_MS = 250

type Found = {
  endpoint: WebhookEndpoint
  events: ReadonlyMap<Uuid, StoredEvent>
  kinds: ReadonlyMap<Uuid, DeliveryKind>
}
type Opened = Found & { keys: Buffer[] }

/** What batches of one process share: their transactions, which are few however many endpoints are called. */
export interface DeliveryDesk {
  find(batch: Batch): Promise<Found | undefined>
  /** @param stop ends what is tried again */
  record(tenantId: Uuid, call: EndedCall, stop: AbortSignal): Promise<unknown>
}

export function createDeliveryDesk(context: Context): DeliveryDesk {
  const { db } = context
  const find = createTenantBatch<Batch, Found | undefined>(all =>
    db.tenants(
      all.map(({ tenantId, items }) => ({ tenantId, work: tx => findAll(tx, items) })),
      { plans: 'once' },
    ),
  )
  const record = createTenantBatch<EndedCall, undefined>(all =>
    db.tenants(
      all.map(({ tenantId, items }) => ({
        tenantId,
        work: async tx => {
          await recordCalls(tx, items)
          return items.map(() => undefined)
        },
      })),
      { plans: 'once' },
    ),
  )
  return {
    find: batch => find(batch.tenantId, batch),
    record: (tenantId, call, stop) => persist(() => record(tenantId, call), stop),
  }
}

/** What is written is tried again while the database is away: what was sent and not written would be sent twice. */
async function persist<T>(write: () => Promise<T>, stop: AbortSignal): Promise<T> {
  const until = performance.now() + RECORD_MS
  for (;;) {
    try {
      return await write()
    } catch (error) {
      const kind = classifyFailure(error)
      if ((kind !== 'away' && kind !== 'again') || stop.aborted || performance.now() > until) throw error
      await wait(RECORD_PAUSE_MS)
    }
  }
}

async function findAll(tx: Tx, batches: readonly Batch[]): Promise<Array<Found | undefined>> {
  const found: Array<Found | undefined> = []
  for (const batch of batches) found.push(await findBatch(tx, batch))
  return found
}

/** Calls an endpoint with the events of a batch, and writes what came of each call. */
export async function deliver(
  context: Context,
  outbound: Outbound,
  desk: DeliveryDesk,
  batch: Batch,
  stop: AbortSignal,
): Promise<void> {
  const { db, log } = context
  const { tenantId, rows: claims } = batch
  const onError = (error: unknown) => log.warn({ err: error, tenantId }, 'a lease was not renewed')
  const held = { db, table: DELIVERY_TABLE, tenantId, claims, leaseSeconds: LEASE_SECONDS, onError }
  const found = await desk.find(batch)
  if (!found) return
  // Not in the transaction, which serves other businesses too: this one's key may have to be fetched.
  const { secret, oldSecret } = found.endpoint
  const keys = await keysIn(context.secrets, tenantId, batch.endpointId, [secret, oldSecret])
  await holdWhile(held, () => new Calls(context, outbound, desk, batch, { ...found, keys }, stop).run())
}

/** Undefined when nobody wants any of it: the endpoint is disabled or deleted. What the log has forgotten is over, too. */
async function findBatch(tx: Tx, { endpointId, rows }: Batch): Promise<Found | undefined> {
  const endpoint = await tx.maybe(selectEndpoint(endpointId))
  if (endpoint?.state !== 'enabled') {
    await completeHeld(tx, DELIVERY_TABLE, rows)
    return undefined
  }
  const [found, kinds] = await Promise.all([
    tx.rows(selectEventsById(rows.map(eventIdOf))),
    tx.rows(
      selectKinds(
        endpointId,
        rows.map(({ id }) => id),
      ),
    ),
  ])
  const events = new Map(found.map(event => [event.id, event]))
  await completeHeld(
    tx,
    DELIVERY_TABLE,
    rows.filter(row => !events.has(eventIdOf(row))),
  )
  return { endpoint, events, kinds: new Map(kinds.map(kind => [kind.id, kind])) }
}

const eventIdOf = ({ ref }: Claim): Uuid => ref!

/** The calls of one batch: lanes beside each other, the rows of a lane one after the other. */
class Calls {
  readonly #context: Context
  readonly #outbound: Outbound
  readonly #desk: DeliveryDesk
  readonly #batch: Batch
  readonly #opened: Opened
  readonly #stop: AbortSignal
  /** Not begun. */
  readonly #lanes: Claim[][]
  readonly #left: Claim[] = []
  readonly #began = performance.now()
  /** What is being written; none of these ever fails, see `#problem`. */
  readonly #records: Promise<unknown>[] = []
  /** The first thing that could not be written: the rows are left to their leases, and come again. */
  #problem: unknown
  /** Failures one after the other, those before this batch included. */
  #failures: number

  constructor(
    context: Context,
    outbound: Outbound,
    desk: DeliveryDesk,
    batch: Batch,
    opened: Opened,
    stop: AbortSignal,
  ) {
    this.#context = context
    this.#outbound = outbound
    this.#desk = desk
    this.#batch = batch
    this.#opened = opened
    this.#stop = stop
    this.#failures = opened.endpoint.failures
    const wanted = batch.rows.filter(row => opened.events.has(eventIdOf(row)))
    this.#lanes = [...Map.groupBy(wanted, row => (opened.kinds.get(row.id)?.ordered ? row.lane : row.id)).values()]
  }

  async run(): Promise<void> {
    const probes = this.#failures >= OPEN_AFTER
    if (probes) await this.#callFirst()
    if (!probes || this.#failures === 0) await Promise.all(Array.from({ length: CALLS_AT_ONCE }, () => this.#work()))
    await Promise.all(this.#records)
    if (this.#problem !== undefined) throw this.#problem
    const left = [...this.#left, ...this.#lanes.flat()]
    if (left.length > 0) await this.#context.db.tenant(this.#batch.tenantId, tx => release(tx, DELIVERY_TABLE, left))
  }

  #mayGoOn(): boolean {
    return (
      !this.#stop.aborted &&
      this.#problem === undefined &&
      this.#failures < OPEN_AFTER &&
      performance.now() - this.#began < BATCH_MS
    )
  }

  /** One event tells whether a failing endpoint works again. */
  async #callFirst(): Promise<void> {
    const [first] = this.#lanes
    const row = first?.shift()
    if (first?.length === 0) this.#lanes.shift()
    if (row) await this.#call(row)
  }

  async #work(): Promise<void> {
    while (this.#mayGoOn()) {
      const lane = this.#lanes.shift()
      if (!lane) return
      await this.#callLane(lane)
    }
  }

  /** What is left of a lane follows later: it must not pass the one that failed. */
  async #callLane(lane: readonly Claim[]): Promise<void> {
    for (const [index, row] of lane.entries()) {
      if (index > 0 && !this.#mayGoOn()) return void this.#left.push(...lane.slice(index))
      if (!(await this.#call(row))) return void this.#left.push(...lane.slice(index + 1))
    }
  }

  async #call(claim: Claim): Promise<boolean> {
    const { endpoint, keys, events, kinds } = this.#opened
    const event = events.get(eventIdOf(claim))!
    const facts = { 'tawsil.tenant': this.#batch.tenantId, 'tawsil.event': event.type }
    const span = this.#context.tracing?.follow('outgoing webhook', 'client', event.trace, facts)
    const message = {
      id: shown('event', event.id),
      body: JSON.stringify(bodyOf(event)),
      traceparent: span?.traceparent,
    }
    const result = await callEndpoint(this.#context, this.#outbound, { url: endpoint.url, keys }, message)
    const delivered = result.outcome === 'delivered'
    span?.end(delivered ? undefined : (result.error ?? `answered ${result.status}`))
    this.#failures = delivered ? 0 : result.gone ? OPEN_AFTER : this.#failures + 1
    webhookMetrics(this.#context.metrics).ended(result)
    const { tenantId, endpointId } = this.#batch
    const cause = kinds.get(claim.id)?.cause ?? 'event'
    const ended = { endpointId, failing: endpoint.failures > 0, claim, event, cause, url: endpoint.url, result }
    const record = this.#desk.record(tenantId, ended, this.#stop).catch((error: unknown) => {
      this.#problem ??= error
    })
    this.#records.push(record)
    return delivered
  }
}
