import type { Context } from '../context.ts'
import { json, type Statement, type SystemTx, sql, type Tx } from '../db/index.ts'
import { AppError } from '../errors/index.ts'
import type { Uuid } from '../ids/index.ts'
import { type Claim, claim, complete, drainInRounds, fail, putOff, release, watchPending } from '../pending/index.ts'
import type { Metrics } from '../telemetry/index.ts'
import type { StoredEvent } from './define.ts'
import { EVENT_QUEUE } from './emit.ts'
import { handleHere } from './inline.ts'
import type { PutOffEvent, Subscriber, Subscribers } from './subscribers.ts'
import { handleTraced } from './traced.ts'

const TABLE = 'event_pending'
const ONCE = { plans: 'once' } as const
const BATCH = { perTenant: 100, limit: 400, leaseSeconds: 15, strict: true } as const
/** How many groups of events one drain works on at once. */
const GROUPS_AT_ONCE = 8
/** A row of a subscriber that this process does not know, but another version of the program does. */
const UNKNOWN_DELAY_SECONDS = 30

interface Work {
  claim: Claim
  subscriber: Subscriber | undefined
  event: StoredEvent | undefined
}

/** Hands events to their subscribers in this process. Woken by every transaction that wrote such work, and by a sweep. */
export function runEventJobs(context: Context): void {
  const { queue } = context
  handleHere(context)
  queue.handle(EVENT_QUEUE, () => drainEvents(context), { concurrency: 2 })
  watchPending(context, EVENT_QUEUE, TABLE)
  context.processes.wakeWhenFreed(EVENT_QUEUE)
}

/** Handles events until none is due: for each subscriber one aggregate's in their order, of several lanes at once. */
export async function drainEvents(context: Context): Promise<void> {
  const { db, metrics, subscribers } = context
  await drainInRounds(async () => {
    const reason = 'claims look at every tenant that has work'
    const work = await db.system(reason, tx => claimWork(tx, subscribers, metrics), ONCE)
    const groups = [...Map.groupBy(work, groupOf).values()]
    await Promise.all(Array.from({ length: GROUPS_AT_ONCE }, () => handleGroups(context, groups)))
    return work.length > 0
  })
}

/** A subscriber that takes events together gets all of a tenant's; any other the events of one lane. */
const groupOf = ({ claim: { tenantId, lane }, subscriber }: Work): string =>
  subscriber?.inline ? `${tenantId} ${subscriber.name}` : `${tenantId} ${lane}`

async function claimWork(tx: SystemTx, subscribers: Subscribers, metrics: Metrics): Promise<Work[]> {
  const claims = await claim(tx, TABLE, BATCH, metrics)
  if (claims.length === 0) return []
  const refs = claims.map(row => ({ row, ...readRef(row.ref) }))
  const events = await tx.rows(selectEvents(refs.map(({ row, eventId }) => ({ tenantId: row.tenantId, id: eventId }))))
  const byId = new Map(events.map(event => [event.id, event]))
  return refs.map(({ row, name, eventId }) => ({
    claim: row,
    subscriber: subscribers.find(name),
    event: byId.get(eventId),
  }))
}

/** `<subscriber>:<event id>` */
function readRef(ref: string | null): { name: string; eventId: Uuid } {
  const at = ref?.lastIndexOf(':') ?? -1
  return { name: ref?.slice(0, at) ?? '', eventId: ref?.slice(at + 1) ?? '' }
}

/**
 * Looks up each event by its id; `offset 0` makes PostgreSQL do so. A join was planned when the log was nearly empty, and later
 * read the whole log for each claim (2 ms of each answer of a bot).
 */
const selectEvents = (ids: ReadonlyArray<{ tenantId: Uuid; id: Uuid }>): Statement<StoredEvent> => sql<StoredEvent>`
  select e.tenant_id as "tenantId", e.id, e.type, e.version, e.aggregate_kind as "aggregateKind", e.aggregate_id as "aggregateId",
    jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id) as actor, e.data, e.created_at as "createdAt",
    e.trace
  from jsonb_to_recordset(${json(ids)}) as wanted("tenantId" uuid, id uuid)
  cross join lateral (
    select * from event own where own.tenant_id = wanted."tenantId" and own.id = wanted.id offset 0
  ) e`

async function handleGroups(context: Context, groups: Work[][]): Promise<void> {
  for (let group = groups.shift(); group; group = groups.shift()) {
    if (isTogether(group) && (await handleTogether(context, group))) continue
    for (const lane of Map.groupBy(group, work => work.claim.lane).values()) {
      if (isTogether(lane) && lane.length < group.length && (await handleTogether(context, lane))) continue
      await handleLane(context, lane)
    }
  }
}

/** Work of a subscriber that takes events together. */
type Together = ReadonlyArray<Work & { subscriber: Subscriber; event: StoredEvent }>

const isTogether = (works: readonly Work[]): works is Together =>
  works.every(({ subscriber, event }) => subscriber?.inline && event)

/** One transaction for all. @returns false when it failed, and each has to be tried by itself */
async function handleTogether(context: Context, works: Together): Promise<boolean> {
  const { db, log } = context
  const [{ claim, subscriber }] = works as [Together[number]]
  try {
    const events = works.map(work => work.event)
    const handle = async (tx: Tx) => settle(tx, works, await handleTraced(context, subscriber, tx, events))
    await db.tenant(claim.tenantId, handle, ONCE)
    return true
  } catch (error) {
    log.warn({ err: error, tenantId: claim.tenantId, events: works.length }, 'events are tried in smaller groups')
    return false
  }
}

async function settle(
  tx: Tx,
  works: ReadonlyArray<{ claim: Claim; event: StoredEvent }>,
  putOffEvents: readonly PutOffEvent[],
): Promise<void> {
  const seconds = new Map(putOffEvents.map(one => [one.eventId, one.seconds]))
  const later = works.filter(({ event }) => seconds.has(event.id))
  for (const delay of new Set(seconds.values())) tx.wake(EVENT_QUEUE, delay * 1000)
  await complete(
    tx,
    TABLE,
    works.filter(({ event }) => !seconds.has(event.id)).map(work => work.claim),
  )
  await putOff(
    tx,
    TABLE,
    later.map(({ claim, event }) => ({ claim, delaySeconds: seconds.get(event.id)! })),
  )
}

/** Handles events in order. When one fails, those behind it are given back, to follow it later. */
async function handleLane(context: Context, lane: readonly Work[]): Promise<void> {
  for (const [index, work] of lane.entries()) {
    if (await handleOne(context, work)) continue
    const behind = lane.slice(index + 1).map(other => other.claim)
    await context.db.tenant(work.claim.tenantId, tx => release(tx, TABLE, behind))
    return
  }
}

/** @returns whether the next one of the lane may follow */
async function handleOne(context: Context, { claim, subscriber, event }: Work): Promise<boolean> {
  const { config, db, log } = context
  if (!subscriber || !event) {
    log.warn({ tenantId: claim.tenantId, ref: claim.ref }, 'event work that this process cannot handle is put off')
    await db.tenant(claim.tenantId, tx => release(tx, TABLE, [claim], UNKNOWN_DELAY_SECONDS))
    return false
  }
  try {
    const handle = async (tx: Tx) => {
      const putOffEvents = await handleTraced(context, subscriber, tx, [event])
      await settle(tx, [{ claim, event }], putOffEvents)
      return putOffEvents.length === 0
    }
    return await db.tenant(claim.tenantId, handle, ONCE)
  } catch (error) {
    log.error(
      { err: error, tenantId: claim.tenantId, subscriber: subscriber.name, event: event.id },
      'event not handled',
    )
    const { code, retryable } = error instanceof AppError ? error : { code: 'UNEXPECTED', retryable: true }
    const failure = { code, message: `${subscriber.name} could not handle ${event.type}`, retryable }
    return (await db.tenant(claim.tenantId, tx => fail(tx, TABLE, claim, failure, config.retries))) === 'dead'
  }
}
