import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Provider } from '../contract/transport.ts'

/** How many real numbers there are, and how many of them do not work; rehearsals always work. */
export const countConditions = (
  rehearsals: readonly Provider[],
): Statement<{ channels: number; troubled: number }> => sql<{
  channels: number
  troubled: number
}>`
  select count(*)::int as channels, count(*) filter (where status in ('degraded', 'disconnected', 'error'))::int as troubled
  from channel where provider <> all(${rehearsals}::text[]) and removed_at is null`

/**
 * Of each provider, the least difference between its times and our receipt in the last hour in which messages came; not older than
 * the hour before this one. The times of a rehearsal are whatever its author wrote.
 */
export const selectSkews = (rehearsals: readonly Provider[]): Statement<{ provider: string; skewMs: number }> => sql<{
  provider: string
  skewMs: number
}>`
  select distinct on (c.provider) c.provider, h.skew_ms as "skewMs"
  from channel c join channel_hour h on h.tenant_id = c.tenant_id and h.channel_id = c.id
    and h.hour >= date_trunc('hour', now()) - interval '1 hour'
  where c.provider <> all(${rehearsals}::text[]) and c.removed_at is null and h.skew_ms is not null
  order by c.provider, h.hour desc, abs(h.skew_ms)`

/** How the numbers of one provider do. */
export interface ProviderCondition {
  provider: Provider
  channels: number
  troubled: number
  /** Of those in trouble: nothing comes any more, and no error says why. */
  silent: number
}

export const countByProvider = (
  rehearsals: readonly Provider[],
): Statement<ProviderCondition> => sql<ProviderCondition>`
  select provider, count(*)::int as channels,
    count(*) filter (where status in ('degraded', 'disconnected', 'error'))::int as troubled,
    count(*) filter (where status = 'degraded' and degraded_by = 'silence')::int as silent
  from channel where provider <> all(${rehearsals}::text[]) and removed_at is null group by provider order by provider`
