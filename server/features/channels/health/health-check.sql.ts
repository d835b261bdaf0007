import { type Statement, sql } from '../../../platform/db/index.ts'

/** How many real numbers there are, and how many of them cannot do their work; the simulator always can. */
export const countConditions = (): Statement<{ channels: number; troubled: number }> => sql<{
  channels: number
  troubled: number
}>`
  select count(*)::int as channels, count(*) filter (where status in ('degraded', 'disconnected', 'error'))::int as troubled
  from channel where provider <> 'simulator' and removed_at is null`
