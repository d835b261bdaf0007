import { json, sql, uuids } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { BotLocale } from './texts/texts.ts'

/** What a bot remembers of a conversation. */
export interface StoredBotSession {
  /** The plugin that wrote `data`; others do not read it. */
  plugin: string
  locale: BotLocale | null
  data: unknown
  /** What it said last, as far as a newer answer may take its place: questions, but not that an order was placed. */
  replaceable?: readonly Uuid[]
  /** The events that it answered last: one that comes again is answered already. */
  answered?: readonly Uuid[]
}

/** What a bot knows of one conversation, and when it last answered there. */
export interface BotSession {
  conversationId: Uuid
  step: string
  state: Partial<StoredBotSession>
  updatedAt?: Date
}

/** Those of these conversations in which a bot has answered. Whoever writes them holds the conversations' locks. */
export const selectSessions = (conversationIds: readonly Uuid[]) => sql<BotSession>`
  select conversation_id as "conversationId", step, state, updated_at as "updatedAt" from bot_session
  where conversation_id = any(${uuids(conversationIds)})`

/** Writes sessions; one statement, however many. */
export const writeSessions = (tenantId: Uuid, sessions: readonly BotSession[]) => sql`
  insert into bot_session (tenant_id, conversation_id, step, state)
  select ${tenantId}::uuid, "conversationId", step, state
  from jsonb_to_recordset(${json(sessions)}) as s("conversationId" uuid, step text, state jsonb)
  on conflict (tenant_id, conversation_id)
    do update set step = excluded.step, state = excluded.state, updated_at = now()`
