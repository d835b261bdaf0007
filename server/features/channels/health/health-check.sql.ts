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
