import { links, shown } from '../../platform/http/index.ts'
import type { ConversationView } from './conversation.schema.ts'
import type { Conversation } from './conversation.sql.ts'
import type { Shown } from './conversation.ts'

/** A conversation as its readers see it. */
export function viewConversation({ conversation: row, contact, assigneeName }: Shown): ConversationView {
  const id = shown('conversation', row.id)
  const contactId = shown('contact', row.contactId)
  const assigneeId = row.assigneeId && shown('user', row.assigneeId)
  return {
    id,
    status: row.status,
    priority: row.priority,
    contact: { id: contactId, name: contact?.name ?? row.address, phone: contact?.phone ?? null },
    channelId: shown('channel', row.channelId),
    assigneeId,
    assignee: assigneeId ? { id: assigneeId, name: assigneeName ?? '' } : null,
    unreadCount: row.unreadCount,
    lastMessage: lastMessageOf(row),
    lastSeq: row.lastSeq,
    windowExpiresAt: row.windowExpiresAt?.toISOString() ?? null,
    waitingSince: row.waitingSince?.toISOString() ?? null,
    botPaused: row.botPausedAt !== null,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    labels: [],
    createdAt: row.createdAt.toISOString(),
    _links: links({
      self: ['conversations', id],
      messages: ['conversations', id, 'messages'],
      contact: ['contacts', contactId],
    }),
  }
}

function lastMessageOf(row: Conversation): ConversationView['lastMessage'] {
  if (row.lastSeq === 0) return null
  return {
    preview: row.preview,
    direction: row.lastDirection,
    type: row.lastType,
    status: row.lastStatus,
    at: row.lastMessageAt.toISOString(),
  }
}
