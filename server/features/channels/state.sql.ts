import { type Statement, sql } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { ChannelStatus } from './channel.sql.ts'
import type { ChannelState } from './message.ts'
import type { Provider } from './transport.ts'

export interface StandingRow {
  provider: Provider
  status: ChannelStatus
  statusReason: string | null
  phoneNumber: string | null
}

/** How a channel stands, locked until the transaction ends; no row for one that was removed. */
export const selectStandingForUpdate = (id: Uuid): Statement<StandingRow> => sql<StandingRow>`
  select provider, status, status_reason as "statusReason", phone_number as "phoneNumber"
  from channel where id = ${id} and removed_at is null for update`

/** Takes over a state unless a newer one is known. A connected channel has proven that it speaks for its number. */
export const moveState = (id: Uuid, state: ChannelState): Statement<unknown> => sql`
  update channel set status = ${state.status}, status_reason = ${state.reason ?? null}, state_at = ${state.at},
    phone_number = coalesce(${state.phoneNumber ?? null}, phone_number),
    proven_at = case when ${state.status} = 'connected' then now() else proven_at end, updated_at = now()
  where id = ${id} and removed_at is null and (state_at is null or state_at <= ${state.at})`
