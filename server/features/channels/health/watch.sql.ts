import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Provider } from '../contract/transport.ts'
import type { NoticedBy } from './degradation.sql.ts'
import type { Evidence } from './rule.ts'

export interface EvidenceRow extends Evidence {
  tenantId: Uuid
  channelId: Uuid
  degradedBy: NoticedBy | null
  /** For longer than a breaker needs before it tries again. */
  degradedLong: boolean
  /** The provider's restriction has ended. */
  degradedOver: boolean
}

/**
 * The evidence about connected channels except those of `rehearsals`, one page in the order of ids: one index range of
 * at most eight days for each. The hours since the last message are compared with the same hours of the last seven
 * days. A channel where nothing happened for so long costs one look into that index.
 */
export const selectEvidence = (
  rehearsals: readonly Provider[],
  after: Uuid | null,
  limit: number,
): Statement<EvidenceRow> => sql<EvidenceRow>`
  select c.tenant_id as "tenantId", c.id as "channelId", c.degraded_by as "degradedBy",
    coalesce(c.degraded_at < now() - interval '2 minutes', false) as "degradedLong",
    coalesce(c.degraded_until <= now(), false) as "degradedOver", recent.accepted, recent.refused,
    recent.unreached, recent.reports, extract(epoch from now() - last.at)::float / 3600 as "silentHours",
    coalesce(usual.inbound, 0)::float / 7 as "expectedInbound"
  from channel c
  cross join lateral (
    select coalesce(sum(h.accepted), 0)::int as accepted, coalesce(sum(h.refused), 0)::int as refused,
      coalesce(sum(h.unreached), 0)::int as unreached, coalesce(sum(h.reports), 0)::int as reports
    from channel_hour h
    where h.tenant_id = c.tenant_id and h.channel_id = c.id and h.hour >= date_trunc('hour', now()) - interval '1 hour'
  ) recent
  left join lateral (
    select h.inbound_at as at from channel_hour h
    where h.tenant_id = c.tenant_id and h.channel_id = c.id and h.inbound_at is not null order by h.hour desc limit 1
  ) last on true
  left join lateral (
    select sum(h.inbound) as inbound from generate_series(1, 7) day
    join channel_hour h on h.tenant_id = c.tenant_id and h.channel_id = c.id
      and h.hour > last.at - day * interval '1 day' and h.hour <= now() - day * interval '1 day' - interval '1 hour'
    where last.at > now() - interval '7 days'
  ) usual on true
  where c.provider <> all(${rehearsals}::text[]) and c.removed_at is null and c.sending_stopped_at is null
    and c.status in ('connected', 'degraded')
    and (c.degraded_by is not null or exists (select from channel_hour h
      where h.tenant_id = c.tenant_id and h.channel_id = c.id and h.hour > now() - interval '8 days'))
    and (${after}::uuid is null or c.id > ${after}::uuid)
  order by c.id limit ${limit}`

/** Deletes hours that are too old to say anything. */
export const forgetHours = (): Statement<unknown> => sql`
  delete from channel_hour where hour < now() - interval '15 days'`

export interface ChannelHealth {
  accepted: number
  refused: number
  unreached: number
  lastSentAt: Date | null
  lastReportAt: Date | null
}

/** The last day of one channel. */
export const selectHealth = (channelId: Uuid): Statement<ChannelHealth> => sql<ChannelHealth>`
  select coalesce(sum(accepted), 0)::int as accepted, coalesce(sum(refused), 0)::int as refused,
    coalesce(sum(unreached), 0)::int as unreached, max(accepted_at) as "lastSentAt", max(reported_at) as "lastReportAt"
  from channel_hour where channel_id = ${channelId} and hour > now() - interval '1 day'`
