import { links, shown } from '../../../platform/http/index.ts'
import type { ConversationView } from './conversation.schema.ts'
import type { Conversation } from './conversation.sql.ts'
import type { ConversationDetails } from './conversation.ts'

/** A conversation as its readers see it. */
export function viewConversation({ conversation: row, contact, assigneeName }: ConversationDetails): ConversationView {
  const id = shown('conversation', row.id)
  const contactId = row.contactId && shown('contact', row.contactId)
  const assigneeId = row.assigneeId && shown('user', row.assigneeId)
  return {
    id,
    status: row.status,
    priority: row.priority,
    kind: row.kind,
    contact: contactId ? { id: contactId, name: contact?.name ?? row.address, phone: contact?.phone ?? null } : null,
    group: row.groupKey === null ? null : { id: row.groupKey, name: row.groupName },
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
    mergedIntoId: row.mergedInto && shown('conversation', row.mergedInto),
    createdAt: row.createdAt.toISOString(),
    _links: links({
      self: ['conversations', id],
      messages: ['conversations', id, 'messages'],
      ...(contactId && { contact: ['contacts', contactId] }),
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
