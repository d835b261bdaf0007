import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { StatusCause } from '../contract/meaning.ts'

/** Who noticed that a channel does not do its work. */
export type NoticedBy = 'breaker' | 'silence' | 'failures' | 'reports' | 'provider'

export interface ChangedRow {
  tenantId: Uuid
  provider: string
}

/** Only a working channel becomes degraded, and only once: a worse state, or an earlier finding, stays. */
export const degrade = (
  id: Uuid,
  by: NoticedBy,
  { reason, meaning }: StatusCause,
): Statement<ChangedRow> => sql<ChangedRow>`
  update channel set status = 'degraded', status_reason = ${reason}, status_meaning = ${meaning}, degraded_at = now(),
    degraded_by = ${by}, updated_at = now()
  where id = ${id} and removed_at is null and status in ('connected', 'connecting') and degraded_by is null
  returning tenant_id as "tenantId", provider`

/** Only the one that noticed the trouble ends it. */
export const recover = (id: Uuid, by: NoticedBy): Statement<ChangedRow> => sql<ChangedRow>`
  update channel set degraded_at = null, degraded_by = null, degraded_until = null, updated_at = now(),
    status = case when status = 'degraded' then 'connected' else status end,
    status_reason = case when status = 'degraded' then null else status_reason end,
    status_meaning = case when status = 'degraded' then null else status_meaning end
  where id = ${id} and removed_at is null and degraded_by = ${by}
  returning tenant_id as "tenantId", provider`

/**
 * What a provider refused: a call with these credentials, as they are stored, or, at that moment, something it had
 * accepted before.
 */
export type RefusedBy = { sealed: Buffer | null } | { at: Date }

/**
 * A call that was under way when somebody corrected the channel, or a late report, says nothing about the channel as it
 * is now.
 */
const isAsRefused = (by: RefusedBy) =>
  'sealed' in by ? sql`credentials is not distinct from ${by.sealed}` : sql`(proven_at > ${by.at}) is not true`

/** The channel sends nothing more until the provider has confirmed it. */
export const stop = (
  id: Uuid,
  { reason, meaning }: StatusCause,
  by: RefusedBy,
): Statement<ChangedRow> => sql<ChangedRow>`
  update channel set status = 'error', status_reason = ${reason}, status_meaning = ${meaning}, sending_stopped_at = now(), degraded_at = null,
    degraded_by = null, degraded_until = null, updated_at = now()
  where id = ${id} and removed_at is null and sending_stopped_at is null and ${isAsRefused(by)}
  returning tenant_id as "tenantId", provider`

/**
 * Channels that were stopped, and channels whose provider was away when they were tested. Channels that the provider
 * itself calls banned or not linked are left out: it tells us when they are back.
 */
export const selectStopped = (most: number): Statement<{ tenantId: Uuid; id: Uuid }> => sql<{
  tenantId: Uuid
  id: Uuid
}>`
  select tenant_id as "tenantId", id from channel
  where removed_at is null and (sending_stopped_at is not null or (status = 'error' and state_at is null))
  order by updated_at limit ${most}`
