import type { Context } from '../context.ts'
import { json, type Statement, type SystemTx, sql } from '../db/index.ts'
import { AppError } from '../errors/index.ts'
import type { Uuid } from '../ids/index.ts'
import { type Claim, claim, complete, drainInRounds, fail, release } from '../pending/index.ts'
import type { StoredEvent } from './define.ts'
import { EVENT_QUEUE } from './emit.ts'
import type { Subscriber, Subscribers } from './subscribers.ts'

const TABLE = 'event_pending'
const BATCH = { perTenant: 100, limit: 400, leaseSeconds: 15, strict: true } as const
/** How many lanes one drain works on at once. A lane holds the events of one aggregate for one subscriber. */
const LANES_AT_ONCE = 8
const SWEEP_MS = 2_000
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
  queue.handle(EVENT_QUEUE, () => drainEvents(context), { concurrency: 2 })
  queue.every('sweep events', SWEEP_MS, async () => queue.wake(EVENT_QUEUE))
}

/** Handles events until none is due: for each subscriber one aggregate's in their order, of several lanes at once. */
export async function drainEvents(context: Context): Promise<void> {
  const { db, subscribers } = context
  await drainInRounds(async () => {
    const work = await db.system('claims look at every tenant that has work', tx => claimWork(tx, subscribers), {
      plans: 'once',
    })
    const lanes = [...Map.groupBy(work, ({ claim: { tenantId, lane } }) => `${tenantId} ${lane}`).values()]
    await Promise.all(Array.from({ length: LANES_AT_ONCE }, () => handleLanes(context, lanes)))
    return work.length > 0
  })
}

async function claimWork(tx: SystemTx, subscribers: Subscribers): Promise<Work[]> {
  const claims = await claim(tx, TABLE, BATCH)
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
    jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id) as actor, e.data, e.created_at as "createdAt"
  from jsonb_to_recordset(${json(ids)}) as wanted("tenantId" uuid, id uuid)
  cross join lateral (
    select * from event own where own.tenant_id = wanted."tenantId" and own.id = wanted.id offset 0
  ) e`

async function handleLanes(context: Context, lanes: Work[][]): Promise<void> {
  for (let lane = lanes.shift(); lane; lane = lanes.shift()) await handleLane(context, lane)
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
    await db.tenant(
      claim.tenantId,
      async tx => {
        await subscriber.handle(tx, event)
        await complete(tx, TABLE, [claim])
      },
      { plans: 'once' },
    )
    return true
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
