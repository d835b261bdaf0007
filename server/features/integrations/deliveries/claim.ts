import type { Context } from '../../../platform/context.ts'
import { type Statement, type SystemTx, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type Claim, claim } from '../../../platform/pending/index.ts'
import { OPEN_AFTER } from './schedule.ts'

export const DELIVERY_TABLE = 'webhook_delivery' as const
/** For how long a dead worker still holds its rows; a living one renews. */
export const LEASE_SECONDS = 30

/** Rows of one endpoint that one worker has at a time. */
export interface Batch {
  tenantId: Uuid
  endpointId: Uuid
  rows: readonly Claim[]
}

/** Batches under way in one process, in all, of one business and of one endpoint. */
const BATCHES = 32
const OF_TENANT = 6
const OF_ENDPOINT = 2
/** The last places are for businesses that have none: a few whose receivers hang do not hold up all others. */
const RESERVE = 12
/** Rows of one batch, when few endpoints have work; when many have, each gets a row or two, and there are more batches. */
const ROWS = 256
const MOST_ROWS = 2_048

export interface Room {
  /** Batches that may begin. */
  places: number
  /** Businesses and endpoints that have enough. */
  without: Uuid[]
}

/** Decides what the next claim may take. Pure. */
export function roomFor(active: readonly Pick<Batch, 'tenantId' | 'endpointId'>[]): Room {
  const free = BATCHES - active.length
  const ofTenant = free > RESERVE ? OF_TENANT : 1
  const full = (ids: readonly Uuid[], most: number) =>
    [...Map.groupBy(ids, id => id)].flatMap(([id, each]) => (each.length >= most ? [id] : []))
  const tenants = full(
    active.map(({ tenantId }) => tenantId),
    ofTenant,
  )
  const endpoints = full(
    active.map(({ endpointId }) => endpointId),
    OF_ENDPOINT,
  )
  return { places: Math.max(0, free), without: [...tenants, ...endpoints] }
}

interface Failing {
  id: Uuid
  failures: number
  rests: boolean
}

/** Endpoints that fail; few among all. For the system door. */
const selectFailing = (): Statement<Failing> => sql<Failing>`
  select id, failures, coalesce(backoff_until > now(), false) as rests from webhook_endpoint where failures > 0`

/** Endpoints that have work, due or not; counted up to `most`. */
const countParts = (most: number): Statement<{ parts: number }> => sql<{ parts: number }>`
  with recursive parts as (
    (select part from webhook_delivery order by part limit 1)
    union all
    select next.part from parts cross join lateral (
      select n.part from webhook_delivery n where n.part > parts.part order by n.part limit 1
    ) next
  ) select count(*)::int as parts from (select from parts limit ${most}) counted`

/** An older event of the same thing waits for its next try, and the endpoint wants order. */
const NOT_BEHIND = sql`(not p.ordered or not exists (
  select from webhook_delivery older where older.tenant_id = p.tenant_id and older.lane = p.lane and older.ordered and uuid_lt(older.id, p.id)
    and older.next_try_at > now() offset 0))`

/** Leases what is due and has room, fairly by business and endpoint. Endpoints that rest are left out; failing ones get one try. */
export async function claimBatches({ db, metrics }: Context, active: readonly Batch[]): Promise<Batch[]> {
  const { places, without } = roomFor(active)
  if (places === 0) return []
  const take = async (tx: SystemTx) => {
    const [failing, { parts }] = await Promise.all([tx.rows(selectFailing()), tx.one(countParts(places + 1))])
    if (parts === 0) return []
    const limit = parts > places ? places * 2 : Math.min(MOST_ROWS, parts * ROWS)
    const open = new Set(failing.flatMap(({ id, failures }) => (failures >= OPEN_AFTER ? [id] : [])))
    const tried = active.flatMap(({ endpointId }) => (open.has(endpointId) ? [endpointId] : []))
    const rests = failing.flatMap(({ id, rests }) => (rests ? [id] : []))
    const most = new Map([...open].map(id => [id, 1] as const))
    const turns = { without: [...without, ...tried, ...rests], most }
    const options = { perTenant: ROWS * 2, limit, leaseSeconds: LEASE_SECONDS, strict: false }
    return await claim(tx, DELIVERY_TABLE, { ...options, where: NOT_BEHIND, turns }, metrics)
  }
  const rows = await db.system('claims look at every tenant that has work', take, { plans: 'once' })
  return [...Map.groupBy(rows, row => row.part!)].map(([endpointId, own]) => ({
    tenantId: own[0]!.tenantId,
    endpointId,
    rows: own,
  }))
}
