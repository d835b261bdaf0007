import { json, sql, type Tx } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import type { NewEvent } from './define.ts'

/** The channel of NOTIFY on which readers of the log are told to look. Nothing depends on it arriving. */
export const EVENT_CHANNEL = 'tawsil_event'

/** The queue whose workers hand events to their subscribers. */
export const EVENT_QUEUE = 'events'

/**
 * Writes events in the caller's transaction, with one row of work for each durable subscriber of their types: two statements,
 * however many events. A subscriber has a lane for each aggregate: it handles the events of one conversation in order, and
 * when one fails, other conversations do not wait.
 *
 * @returns the events' ids, in order
 */
export async function emit(tx: Tx, events: readonly NewEvent[]): Promise<Uuid[]> {
  if (events.length === 0) return []
  const rows = events.map(({ definition, aggregateId, actor, data }) => ({
    id: newId(),
    type: definition.type,
    version: definition.version,
    aggregate_kind: definition.aggregate,
    aggregate_id: aggregateId,
    actor_kind: actor.kind,
    actor_id: actor.id ?? null,
    data,
  }))
  const work = events.flatMap(({ definition, aggregateId }, index) =>
    tx.subscribersTo(definition.type).map(subscriber => ({
      id: newId(),
      subscriber,
      aggregateId,
      ref: `${subscriber}:${rows[index]!.id}`,
    })),
  )
  const written = [tx.run(insertEvents(tx.tenantId, rows))]
  if (work.length > 0) written.push(tx.run(insertWork(tx.tenantId, work)))
  await Promise.all(written)
  tx.announce(EVENT_CHANNEL)
  if (work.length > 0) tx.wake(EVENT_QUEUE)
  return rows.map(row => row.id)
}

const insertEvents = (tenantId: Uuid, rows: readonly object[]) => sql`
  insert into event (tenant_id, id, type, version, aggregate_kind, aggregate_id, actor_kind, actor_id, data)
  select ${tenantId}::uuid, id, type, version, aggregate_kind, aggregate_id, actor_kind, actor_id, data
  from jsonb_to_recordset(${json(rows)}) as r(
    id uuid, type text, version smallint, aggregate_kind text, aggregate_id uuid, actor_kind text, actor_id uuid, data jsonb)`

const insertWork = (tenantId: Uuid, work: readonly object[]) => sql`
  insert into event_pending (tenant_id, id, lane, ref)
  select ${tenantId}::uuid, id, event_lane(subscriber, "aggregateId"), ref
  from jsonb_to_recordset(${json(work)}) as r(id uuid, subscriber text, "aggregateId" uuid, ref text)`
