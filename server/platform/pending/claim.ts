import { type RawBuilder, sql, type Tx } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'

/** The hot tables; all have the shape of `make_pending_table` (migration 0001). */
export type PendingTable = 'raw_event_pending' | 'event_pending' | 'send_pending'

/** One row of work, leased to the caller until `leaseSeconds` have passed. */
export interface Claim {
  tenantId: Uuid
  id: Uuid
  lane: Uuid
  ref: string | null
  /** How often it was tried before this time. */
  attempts: number
  /** Whoever settles the row must show this number: after a lease has run out and the row was claimed again, it is another. */
  fence: number
}

export interface ClaimOptions {
  /** Rows at most from one tenant in one claim: what one tenant may take before the next has its turn. */
  perTenant: number
  /** Rows at most in all. */
  limit: number
  leaseSeconds: number
  /**
   * Strict lanes hand out only the oldest rows of a lane without a gap: while a row waits for its retry, those behind it
   * wait too. Loose lanes let them pass.
   */
  strict: boolean
  /** Further condition on the row `p`, for example a pacing rule. */
  where?: RawBuilder<unknown>
}

/**
 * Leases the oldest due work, fairly: the same number of rows from each tenant that has any, found by hopping from tenant to
 * tenant in the primary key instead of scanning a loud tenant's backlog. A lane is with one worker at a time, so that what is
 * in it keeps its order.
 *
 * Claims on one table run one after another (advisory lock, about a millisecond each): two claims at once could each
 * take rows of one lane. The alternative, SKIP LOCKED alone, keeps rows apart but not lanes.
 */
export async function claim(tx: Tx, table: PendingTable, options: ClaimOptions): Promise<Claim[]> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext(${`claim ${table}`}))`)
  return tx.rows<Claim>(claimRows(table, options))
}

const claimRows = (table: PendingTable, options: ClaimOptions) => sql<Claim>`
  with recursive tenants as (
    (select tenant_id from ${sql.table(table)} order by tenant_id limit 1)
    union all
    select (select next.tenant_id from ${sql.table(table)} next where next.tenant_id > tenants.tenant_id
      order by next.tenant_id limit 1)
    from tenants where tenants.tenant_id is not null
  ), due as (
    select work.tenant_id, work.id, work.turn
    from tenants cross join lateral (
      select p.tenant_id, p.id, row_number() over (order by p.id) as turn
      from (
        select p.* from ${sql.table(table)} p
        where p.tenant_id = tenants.tenant_id and p.next_try_at <= now()
          and (p.lease_until is null or p.lease_until <= now())
          and ${laneIsFree(table, options.strict)} and ${options.where ?? sql`true`}
        order by p.id limit ${options.perTenant}
      ) p
    ) work
    where tenants.tenant_id is not null
    order by work.turn, work.id
    limit ${options.limit}
  )
  update ${sql.table(table)} p
  set lease_until = now() + ${options.leaseSeconds} * interval '1 second', fence = nextval('pending_fence')
  from due where p.tenant_id = due.tenant_id and p.id = due.id
  returning p.tenant_id as "tenantId", p.id, p.lane, p.ref, p.attempts, p.fence`

/** No live lease in the lane; with strict lanes, also no older row that is not due yet. */
const laneIsFree = (table: PendingTable, strict: boolean) => sql`not exists (
    select from ${sql.table(table)} other
    where other.tenant_id = p.tenant_id and other.lane = p.lane and other.lease_until > now())
  ${strict ? noOlderWaits(table) : sql``}`

const noOlderWaits = (table: PendingTable) => sql`and not exists (
    select from ${sql.table(table)} older
    where older.tenant_id = p.tenant_id and older.lane = p.lane and older.id < p.id and older.next_try_at > now())`
