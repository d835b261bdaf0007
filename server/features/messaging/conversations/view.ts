import { links, shown } from '../../../platform/http/index.ts'
import type { ConversationView } from './conversation.schema.ts'
import type { Conversation } from './conversation.sql.ts'
import type { ConversationDetails } from './conversation.ts'

/** A conversation as its readers see it. */
export function viewConversation({
  conversation: row,
  contact,
  assigneeName,
  teamName,
  unreadCount,
}: ConversationDetails): ConversationView {
  const id = shown('conversation', row.id)
  const contactId = row.contactId && shown('contact', row.contactId)
  const teamId = row.teamId && shown('team', row.teamId)
  const assigneeId = row.assigneeId && shown('user', row.assigneeId)
  return {
    id,
    status: row.status,
    priority: row.priority,
    kind: row.kind,
    contact: contactId ? viewContact(contactId, row, contact) : null,
    group: row.groupKey === null ? null : { id: row.groupKey, name: row.groupName },
    channelId: shown('channel', row.channelId),
    assigneeId,
    assignee: assigneeId ? { id: assigneeId, name: assigneeName ?? '' } : null,
    teamId,
    team: teamId ? { id: teamId, name: teamName ?? '' } : null,
    unreadCount,
    lastMessage: lastMessageOf(row),
    lastSeq: row.lastSeq,
    windowExpiresAt: row.windowExpiresAt?.toISOString() ?? null,
    waitingSince: row.waitingSince?.toISOString() ?? null,
    handedOverAt: row.handedOverAt?.toISOString() ?? null,
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

const viewContact = (id: string, { address }: Conversation, contact: ConversationDetails['contact']) => ({
  id,
  name: contact?.name ?? address,
  phone: contact?.phone ?? null,
  optedOutAt: contact?.optedOutAt?.toISOString() ?? null,
})

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
