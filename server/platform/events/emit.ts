import { json, type SystemTx, sql, type Tx } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import type { NewEvent } from './define.ts'
import { laneOf } from './lane.ts'
import { type Origin, originNow } from './origin.ts'

/** The channel of NOTIFY on which readers of the log are told to look. Nothing depends on it arriving. */
export const EVENT_CHANNEL = 'tawsil_event'

/** The queue whose workers hand events to their subscribers. */
export const EVENT_QUEUE = 'events'

/** An event that will be written at the end of its transaction. */
export interface StagedEvent {
  tenantId: Uuid
  id: Uuid
  event: NewEvent
  /** The subscribers that work is written for, each with the seconds until it is due. */
  work: Map<string, number>
  /** From where its person or key asked for it. */
  origin?: Pick<Origin, 'address' | 'device'> | undefined
  /** The trace it belongs to. */
  trace?: string | undefined
}

const STAGED = {}

/** What `emit` was given in this transaction and has not written yet. */
export const stagedEvents = (tx: SystemTx): StagedEvent[] =>
  tx.own(STAGED, () => {
    const staged: StagedEvent[] = []
    tx.beforeCommit(() => write(tx, staged))
    return staged
  })

/**
 * Writes events in the caller's transaction, with one row of work for each durable subscriber of their types: two statements at
 * its end, however many events and calls. A subscriber has a lane for each aggregate: it handles the events of one conversation in
 * order, and when one fails, other conversations do not wait.
 *
 * @returns the events' ids, in order
 */
export async function emit(tx: Tx, events: readonly NewEvent[]): Promise<Uuid[]> {
  if (events.length === 0) return []
  const asked = originNow()
  const rows = events.map((event): StagedEvent => {
    const origin = event.actor.kind === 'user' || event.actor.kind === 'api' ? asked : undefined
    const work = new Map(tx.subscribersTo(event.definition.type).map(name => [name, 0]))
    return { tenantId: tx.tenantId, id: newId(), event, work, origin, trace: event.trace ?? asked?.trace }
  })
  stagedEvents(tx).push(...rows)
  return rows.map(row => row.id)
}

async function write(tx: SystemTx, staged: StagedEvent[]): Promise<void> {
  const rows = staged.splice(0)
  if (rows.length === 0) return
  const work = rows.flatMap(({ tenantId, id, event, work }) =>
    [...work].map(([subscriber, delay]) => ({
      tenantId,
      id: newId(),
      lane: laneOf(subscriber, event.aggregateId),
      ref: `${subscriber}:${id}`,
      delay,
    })),
  )
  const written = [tx.run(insertEvents(rows.map(rowOf)))]
  if (work.length > 0) written.push(tx.run(insertWork(work)))
  await Promise.all(written)
  tx.announce(EVENT_CHANNEL)
  for (const delay of new Set(work.map(row => row.delay))) tx.wake(EVENT_QUEUE, delay * 1000)
}

const rowOf = ({ tenantId, id, event: { definition, aggregateId, actor, data }, origin, trace }: StagedEvent) => ({
  tenantId,
  id,
  type: definition.type,
  version: definition.version,
  aggregateKind: definition.aggregate,
  aggregateId,
  actorKind: actor.kind,
  actorId: actor.id ?? null,
  address: origin?.address,
  device: origin?.device,
  // absent in JSON when undefined
  trace,
  data,
})

const insertEvents = (rows: ReadonlyArray<ReturnType<typeof rowOf>>) => sql`
  insert into event (tenant_id, id, type, version, aggregate_kind, aggregate_id, actor_kind, actor_id, data,
    actor_address, actor_device, trace)
  select * from jsonb_to_recordset(${json(rows)}) as r("tenantId" uuid, id uuid, type text, version smallint,
    "aggregateKind" text, "aggregateId" uuid, "actorKind" text, "actorId" uuid, data jsonb, address text, device text,
    trace text)`

const insertWork = (work: readonly object[]) => sql`
  insert into event_pending (tenant_id, id, lane, ref, next_try_at)
  select "tenantId", id, lane, ref, now() + delay * interval '1 second'
  from jsonb_to_recordset(${json(work)}) as r("tenantId" uuid, id uuid, lane uuid, ref text, delay float)`
