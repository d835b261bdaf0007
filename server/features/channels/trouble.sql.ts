import { type Statement, sql } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'

/** Who noticed that a channel does not do its work. */
export type NoticedBy = 'breaker' | 'silence' | 'failures' | 'reports'

export interface ChangedRow {
  tenantId: Uuid
  provider: string
}

/** Only a channel that was working becomes impaired, and only once: what is worse, or was noticed first, stays. */
export const degrade = (id: Uuid, by: NoticedBy, reason: string): Statement<ChangedRow> => sql<ChangedRow>`
  update channel set status = 'degraded', status_reason = ${reason}, degraded_at = now(), degraded_by = ${by}, updated_at = now()
  where id = ${id} and removed_at is null and status in ('connected', 'connecting') and degraded_by is null
  returning tenant_id as "tenantId", provider`

/** Whoever noticed the trouble takes it back. */
export const recover = (id: Uuid, by: NoticedBy): Statement<ChangedRow> => sql<ChangedRow>`
  update channel set degraded_at = null, degraded_by = null, updated_at = now(),
    status = case when status = 'degraded' then 'connected' else status end,
    status_reason = case when status = 'degraded' then null else status_reason end
  where id = ${id} and removed_at is null and degraded_by = ${by}
  returning tenant_id as "tenantId", provider`

/** Nothing more goes out by it until the provider has confirmed it; unless it has other credentials than those refused. */
export const stop = (id: Uuid, reason: string, refused: Buffer | null): Statement<ChangedRow> => sql<ChangedRow>`
  update channel set status = 'error', status_reason = ${reason}, sending_stopped_at = now(), degraded_at = null,
    degraded_by = null, updated_at = now()
  where id = ${id} and removed_at is null and sending_stopped_at is null and credentials is not distinct from ${refused}
  returning tenant_id as "tenantId", provider`

/**
 * Channels that were stopped, and those whose provider was away when they were tested; not those that the provider itself says
 * are banned or not linked: it says so when they are back.
 */
export const selectStopped = (most: number): Statement<{ tenantId: Uuid; id: Uuid }> => sql<{
  tenantId: Uuid
  id: Uuid
}>`
  select tenant_id as "tenantId", id from channel
  where removed_at is null and (sending_stopped_at is not null or (status = 'error' and state_at is null))
  order by updated_at limit ${most}`
