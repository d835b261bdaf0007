import type { Context } from '../context.ts'
import { json, sql, type Tx } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import { perContext } from '../services.ts'
import type { StoredEvent } from './define.ts'
import { type StagedEvent, stagedEvents } from './emit.ts'
import { laneOf } from './lane.ts'
import type { Subscriber } from './subscribers.ts'
import { handleTraced } from './traced.ts'

const stateOf = perContext((_: Context) => ({ here: false }))

/** From now on inline subscribers are run by this process; in others their events become rows of work. */
export function handleHere(context: Context): void {
  stateOf(context).here = true
}

/**
 * Lets inline subscribers handle what this transaction has emitted so far, in this transaction: no row of work, no claim and no
 * further commit. An aggregate whose earlier events still wait keeps its order: its new ones wait behind them. What a subscriber
 * throws is thrown, so the caller's transaction must be rolled back and done again without this; the rows of work are then the
 * fallback.
 *
 * The caller holds locks that keep others from emitting events of these aggregates.
 */
export async function handleInline(context: Context, tx: Tx): Promise<void> {
  if (!stateOf(context).here) return
  const { subscribers } = context
  const staged = stagedEvents(tx)
  const fresh = staged.slice()
  const names = new Set(fresh.flatMap(({ work }) => [...work.keys()]))
  for (const name of names) {
    const subscriber = subscribers.find(name)
    if (!subscriber?.inline) continue
    await handleFor(
      context,
      tx,
      subscriber,
      fresh.filter(({ work }) => work.has(name)),
      aggregatesMade(fresh),
    )
  }
}

/** What was made in this transaction: nothing of it can wait already. */
const aggregatesMade = (fresh: readonly StagedEvent[]): Set<Uuid> =>
  new Set(fresh.filter(({ event }) => event.definition.type.endsWith('.created')).map(({ event }) => event.aggregateId))

async function handleFor(
  context: Context,
  tx: Tx,
  subscriber: Subscriber,
  fresh: readonly StagedEvent[],
  made: ReadonlySet<Uuid>,
): Promise<void> {
  const { name } = subscriber
  const older = [...new Set(fresh.map(({ event }) => event.aggregateId))].filter(id => !made.has(id))
  const lanes = older.map(id => ({ id, lane: laneOf(name, id) }))
  const waiting = lanes.length > 0 ? await tx.rows(selectWaiting(tx.tenantId, lanes)) : []
  const busy = new Set(waiting.map(row => row.id))
  const free = fresh.filter(({ event }) => !busy.has(event.aggregateId))
  if (free.length === 0) return
  const putOff = await handleTraced(context, subscriber, tx, free.map(asStored))
  for (const { work } of free) work.delete(name)
  const seconds = new Map(putOff.map(one => [one.eventId, one.seconds]))
  for (const { id, work } of free) {
    const delay = seconds.get(id)
    if (delay !== undefined) work.set(name, delay)
  }
}

const asStored = ({
  tenantId,
  id,
  event: { definition, aggregateId, actor, data },
  trace,
}: StagedEvent): StoredEvent => ({
  tenantId,
  id,
  type: definition.type,
  version: definition.version,
  aggregateKind: definition.aggregate,
  aggregateId,
  actor,
  data,
  createdAt: new Date(),
  trace,
})

const selectWaiting = (tenantId: Uuid, lanes: ReadonlyArray<{ id: Uuid; lane: Uuid }>) => sql<{ id: Uuid }>`
  select wanted.id from jsonb_to_recordset(${json(lanes)}) as wanted(id uuid, lane uuid)
  where exists (
    select from event_pending p where p.tenant_id = ${tenantId} and p.lane = wanted.lane offset 0
  )`
