import { sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** What the provider last told about a template, in a notice of the channel. */
export interface TemplateStatusRow {
  name: string
  language: string
  /** APPROVED, PAUSED, … */
  event: string
  category: string | null
}

/**
 * The newest notice of each template of a channel, from the last half year. So an old template may be missing, but a
 * template that was taken back later is never named.
 */
export const selectTemplateStatus = (channelId: Uuid) => sql<TemplateStatusRow>`
  select distinct on (1, 2) value->>'message_template_name' as name, value->>'message_template_language' as language,
    value->>'event' as event, value->>'message_template_category' as category
  from event, lateral (select data->'value' as value) as told
  where aggregate_id = ${channelId} and type = 'channel.notified' and id > uuid_at(now() - interval '180 days')
    and data->>'field' = 'message_template_status_update' and value ? 'message_template_name'
    and value ? 'message_template_language' and value ? 'event'
  order by 1, 2, id desc`
