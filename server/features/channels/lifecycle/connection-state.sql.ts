import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ChannelState } from '../contract/message.ts'
import type { Provider } from '../contract/transport.ts'
import type { ChannelStatus } from './channel.sql.ts'

export interface StandingRow {
  provider: Provider
  status: ChannelStatus
  statusReason: string | null
  phoneNumber: string | null
}

/** How a channel stands, locked until the transaction ends; no row for one that was removed. Messages may refer to it meanwhile. */
export const selectStandingForUpdate = (id: Uuid): Statement<StandingRow> => sql<StandingRow>`
  select provider, status, status_reason as "statusReason", phone_number as "phoneNumber"
  from channel where id = ${id} and removed_at is null for no key update`

/**
 * Takes over a state unless a newer one is known, or the same. A connected channel has proven that it speaks for its number. One that was
 * found impaired stays so while it is connected: whoever noticed the trouble takes it back.
 */
export const moveState = (id: Uuid, state: ChannelState): Statement<StandingRow> => sql<StandingRow>`
  update channel set state_at = ${state.at},
    status = case when status = 'degraded' and ${state.status} = 'connected' then status else ${state.status} end,
    status_reason = case when status = 'degraded' and ${state.status} = 'connected' then status_reason
      else ${state.reason ?? null} end,
    phone_number = coalesce(${state.phoneNumber ?? null}, phone_number),
    proven_at = case when ${state.status} = 'connected' then now() else proven_at end,
    sending_stopped_at = case when ${state.status} = 'connected' then null else sending_stopped_at end,
    degraded_at = case when ${state.status} = 'connected' then degraded_at end,
    degraded_by = case when ${state.status} = 'connected' then degraded_by end, updated_at = now()
  where id = ${id} and removed_at is null and (state_at is null or state_at < ${state.at}
    or (state_at = ${state.at} and (status <> ${state.status} or status_reason is distinct from ${state.reason ?? null}
      or phone_number is distinct from coalesce(${state.phoneNumber ?? null}, phone_number)
      or (${state.status} = 'connected' and sending_stopped_at is not null))))
  returning provider, status, status_reason as "statusReason", phone_number as "phoneNumber"`
