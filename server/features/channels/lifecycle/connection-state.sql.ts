import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ChannelState } from '../contract/message.ts'
import type { Provider } from '../contract/transport.ts'
import type { ChannelStatus } from './channel.sql.ts'

export interface StandingRow {
  provider: Provider
  status: ChannelStatus
  statusReason: string | null
  statusMeaning: string | null
  phoneNumber: string | null
}

/**
 * The state of a channel, locked until the transaction ends; no row for a removed one. New messages may still refer to
 * it.
 */
export const selectStandingForUpdate = (id: Uuid): Statement<StandingRow> => sql<StandingRow>`
  select provider, status, status_reason as "statusReason", status_meaning as "statusMeaning", phone_number as "phoneNumber"
  from channel where id = ${id} and removed_at is null for no key update`

/**
 * Stores a state unless a newer or equal one is known. A connected channel has proven that it speaks for its number,
 * except when that is hearsay: then it becomes what it was before the provider said otherwise. A degraded channel stays
 * degraded while it is connected: only the one that noticed the trouble ends it. So the provider ends its own
 * restrictions.
 */
export const moveState = (id: Uuid, state: ChannelState): Statement<StandingRow> => sql<StandingRow>`
  update channel set state_at = ${state.at}, status = next.status,
    status_reason = case when next.status = channel.status and not next.said then channel.status_reason
      when next.said then ${state.reason ?? null} end,
    status_meaning = case when next.status = channel.status and not next.said then channel.status_meaning
      when next.said then ${state.meaning ?? null} end,
    phone_number = coalesce(${state.phoneNumber ?? null}, phone_number),
    proven_at = case when ${proves(state)} and ${hasNumber} then now() else proven_at end,
    sending_stopped_at = case when ${proves(state)} then null else sending_stopped_at end,
    degraded_at = case when next.status = 'degraded' then coalesce(degraded_at, now()) end,
    degraded_by = case when next.status <> 'degraded' then null when ${state.status} = 'degraded' then 'provider'
      else degraded_by end,
    degraded_until = case when next.status = 'degraded' and ${state.status} = 'degraded' then ${state.until ?? null}::timestamptz end, updated_at = now()
  from (select c.id, ${nextStatus(state)} as status, c.status as before from channel c where c.id = ${id}) found
  cross join lateral (
    select found.status, found.status = ${state.status} or found.status <> found.before as said
  ) next
  where channel.id = found.id and removed_at is null and (state_at is null or state_at < ${state.at}
    or (state_at = ${state.at} and (channel.status <> next.status
      or status_reason is distinct from ${state.reason ?? null}
      or phone_number is distinct from coalesce(${state.phoneNumber ?? null}, phone_number)
      or (${proves(state)} and sending_stopped_at is not null))))
  returning provider, channel.status, status_reason as "statusReason", status_meaning as "statusMeaning", phone_number as "phoneNumber"`

/** Whether the channel has its number here: another may have been confirmed for it. */
const hasNumber = sql`(channel.external_id is null or exists (
  select from channel_route r where r.tenant_id = channel.tenant_id and r.channel_id = channel.id and r.kind = 'number'))`

const proves = ({ status, hearsay }: ChannelState): boolean => status === 'connected' && !hearsay

/** The next values, as expressions over the known row `c`. */
function nextStatus({ status, hearsay }: ChannelState) {
  if (status === 'degraded') {
    return sql`case when c.status in ('connected', 'connecting', 'degraded') then 'degraded' else c.status end`
  }
  if (status !== 'connected') return sql`${status}::text`
  const impaired = sql`c.status = 'degraded' and c.degraded_by is distinct from 'provider'`
  if (!hearsay) return sql`case when ${impaired} then c.status else 'connected' end`
  return sql`case when ${impaired} or c.sending_stopped_at is not null then c.status
    when c.proven_at is null then 'connecting' else 'connected' end`
}
