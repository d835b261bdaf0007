import { type Statement, sql } from '../../../platform/db/index.ts'
import { firstIdOf, type Uuid } from '../../../platform/ids/index.ts'

/** Calls to the provider of one channel that ended lately. */
export interface ChannelCalls {
  channelId: Uuid
  calls: number
  /** Of those, where the provider itself failed or did not answer; what it refuses about one message is no failure. */
  failed: number
  /** Half of the calls took no longer; null without calls. */
  medianMs: number | null
}

/** What says that the provider, or our access to it, does not work. */
const FAILURES = ['retry', 'stop_channel', 'slow_number']
/** Messages that are older are sent again now and then; leaving them out keeps the look at a stretch of the primary key. */
const OLDEST_MS = 15 * 60_000

export const selectCalls = (windowSeconds: number): Statement<ChannelCalls> => sql<ChannelCalls>`
  select channel_id as "channelId", count(*)::int as calls,
    count(*) filter (where state = 'unknown' or proof = 'not written' or (state = 'refused' and proof = any(${FAILURES}::text[])))::int
      as failed,
    (percentile_cont(0.5) within group (order by extract(epoch from finished_at - started_at) * 1000))::float8 as "medianMs"
  from send_attempt
  where tenant_id = (select app_tenant()) and message_id >= ${firstIdOf(new Date(Date.now() - OLDEST_MS))}
    and started_at is not null and finished_at > now() - ${windowSeconds} * interval '1 second'
  group by channel_id`
