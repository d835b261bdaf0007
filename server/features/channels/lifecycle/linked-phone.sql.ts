import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Provider } from '../contract/transport.ts'

export interface LinkedRow {
  tenantId: Uuid
  id: Uuid
  provider: Provider
  /** Its session was never created, because the provider was away when it was connected. */
  unmade: boolean
  /** Its history has not been read for an hour. */
  stale: boolean
}

/** Channels whose phones are linked, of every tenant, in order. For the system door. */
export const selectLinked = (
  providers: readonly Provider[],
  after: Uuid | null,
  limit: number,
): Statement<LinkedRow> => sql<LinkedRow>`
  select tenant_id as "tenantId", id, provider,
    coalesce(recovered_to, created_at) < now() - interval '1 hour' as stale,
    proven_at is null and status in ('connecting', 'error') and created_at > now() - interval '1 day' as unmade
  from channel
  where provider = any(${providers}::text[]) and removed_at is null and (${after}::uuid is null or id > ${after}::uuid)
  order by id limit ${limit}`

/** The time up to which the provider's history was read; when it never was, the time of connecting. */
export const selectRecoveredTo = (id: Uuid): Statement<{ since: Date }> => sql<{ since: Date }>`
  select coalesce(recovered_to, created_at) as since from channel where id = ${id} and removed_at is null`

export const moveRecoveredTo = (id: Uuid, until: Date): Statement<unknown> => sql`
  update channel set recovered_to = greatest(recovered_to, ${until}::timestamptz) where id = ${id}`

/** How many channels each account has; accounts without one are missing. For the system door. */
export const countByAccount = (
  provider: Provider,
  accounts: readonly string[],
): Statement<{ account: string; channels: number }> => sql<{ account: string; channels: number }>`
  select external_id as account, count(*)::int as channels from channel_route
  where provider = ${provider} and kind = 'account' and external_id = any(${accounts}::text[]) group by external_id`
