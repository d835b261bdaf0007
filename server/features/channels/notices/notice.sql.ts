import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

export interface NoticeRow {
  id: Uuid
  data: { field: string; value: unknown; problem?: string }
  createdAt: Date
}

/** What the provider told about a channel besides messages, newest first; a channel has few other events. */
export const selectNotices = (
  channelId: Uuid,
  before: Uuid | null,
  limit: number,
): Statement<NoticeRow> => sql<NoticeRow>`
  select id, data, created_at as "createdAt" from event
  where aggregate_id = ${channelId} and type = 'channel.notified' and (${before}::uuid is null or id < ${before}::uuid)
  order by id desc limit ${limit}`
