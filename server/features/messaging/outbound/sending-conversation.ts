import { type RawBuilder, type SystemTx, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { isBotPaused } from '../conversations/bot-pause.sql.ts'

/** What sending needs to know about a conversation. */
export interface SendingConversation {
  id: Uuid
  channelId: Uuid
  /** Null in groups. */
  contactId: Uuid | null
  /** Set when the conversation was merged into another. */
  mergedInto: Uuid | null
  address: string
  addressKind: string
  lastSeq: number
  windowExpiresAt: Date | null
  lastInboundAt: Date | null
  freeEntryAt: Date | null
  botPaused: boolean
  now: Date
}

/** Its columns, but for the ids. `c` is the name of the table in the statement. */
export const sendingColumns = (c: RawBuilder<unknown>) => sql`${c}.merged_into as "mergedInto", ${c}.address,
  ${c}.address_kind as "addressKind", ${c}.last_seq as "lastSeq", ${c}.window_expires_at as "windowExpiresAt",
  ${c}.last_inbound_at as "lastInboundAt", ${c}.free_entry_at as "freeEntryAt",
  ${isBotPaused(sql`${c}.bot_paused_at`)} as "botPaused", now() as now`

/** A conversation that this transaction has just written, and so locked. */
export interface WrittenConversation {
  conversation: SendingConversation
  /** It had no message before, so nothing waits to be sent in it. */
  isNew: boolean
}

const WRITTEN = {}

/** Conversations as this transaction has left them. Whoever takes one out may change it, so it is taken out once. */
export const writtenConversations = (tx: SystemTx): Map<Uuid, WrittenConversation> =>
  tx.own(WRITTEN, () => new Map<Uuid, WrittenConversation>())
