import { json, sql } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { BotLocale } from './texts/texts.ts'

/** What a bot remembers of a conversation. */
export interface StoredBotSession {
  /** The plugin that wrote `data`; others do not read it. */
  plugin: string
  locale: BotLocale | null
  data: unknown
}

/** Locks the conversation's session, and makes an empty one if there is none, so that two messages are answered one by one. */
export const lockSession = (tenantId: Uuid, conversationId: Uuid) => sql<{ state: Partial<StoredBotSession> }>`
  insert into bot_session (tenant_id, conversation_id, step) values (${tenantId}, ${conversationId}, 'new')
  on conflict (tenant_id, conversation_id) do update set updated_at = bot_session.updated_at
  returning state`

export const selectSession = (conversationId: Uuid) => sql<{ state: Partial<StoredBotSession> }>`
  select state from bot_session where conversation_id = ${conversationId}`

export const updateSession = (conversationId: Uuid, step: string, state: StoredBotSession) => sql`
  update bot_session set step = ${step}, state = ${json(state)}, updated_at = now()
  where conversation_id = ${conversationId}`
