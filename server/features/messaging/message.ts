import type { Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Actor } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { type ContactCard, contactCards } from '../contacts/index.ts'
import { keyNames, memberNames } from '../identity/index.ts'
import type { Conversation } from './conversations/conversation.sql.ts'
import { getConversation } from './conversations/conversation.ts'
import { takeUpSend } from './dead-letters/letter.sql.ts'
import { MESSAGING_ERRORS } from './errors.ts'
import { lockConversationsOf } from './inbound/open-conversations.sql.ts'
import { type MediaRow, selectManyMedia } from './media/index.ts'
import { type Message, type MessageRange, selectKeyed, selectMessage, selectMessages } from './messages/message.sql.ts'
import { queueMessage } from './outbound/queue-message.ts'
import { markRetried } from './unknown-sends/unknown-send.sql.ts'

/** A message with the names and ids that are stored in other rows. */
export interface ShownMessage {
  message: Message
  authorName: string | null
  /** The message it answers, if it is stored here. */
  replyToId: Uuid | null
  /** The message it reacts to, edits or deletes, if it is stored here. */
  aboutId: Uuid | null
  /** Our copy of its file, if it has one. */
  file?: MediaRow | undefined
}

const authorsOf = (messages: readonly Message[], kind: string): Uuid[] =>
  messages.flatMap(({ authorKind, authorId }) => (authorKind === kind && authorId ? [authorId] : []))

/** @throws NOT_FOUND */
export const getMessage = (tx: Tx, id: Uuid): Promise<Message> => tx.one(selectMessage(id))

/** One page of a conversation. Throws NOT_FOUND. */
export async function listMessages(
  tx: Tx,
  conversationId: Uuid,
  range: MessageRange,
  limit: number,
): Promise<{ messages: ShownMessage[]; more: boolean }> {
  const { channelId, kind } = await getConversation(tx, conversationId)
  const rows = await tx.rows(selectMessages(conversationId, range, limit + 1))
  return { messages: await showMessages(tx, channelId, rows.slice(0, limit), kind), more: rows.length > limit }
}

/**
 * Adds the names of authors, our ids of the messages they refer to, and files: at most three statements. In a group two
 * more, because there the customers' names are not the conversation's.
 */
export async function showMessages(
  tx: Tx,
  channelId: Uuid,
  messages: readonly Message[],
  kind: Conversation['kind'] = 'direct',
): Promise<ShownMessage[]> {
  const named = messages.flatMap(message => [message.replyToProviderId ?? [], aboutOf(message) ?? []].flat())
  const keyed = named.length > 0 ? await tx.rows(selectKeyed(channelId, [...new Set(named)])) : []
  const ids = new Map(keyed.map(row => [row.providerMessageId, row.messageId]))
  const names = await memberNames(tx, authorsOf(messages, 'user'))
  for (const [id, name] of await keyNames(tx, authorsOf(messages, 'api'))) names.set(id, name)
  if (kind === 'group') for (const [id, card] of await writers(tx, messages)) names.set(id, card.name)
  const files = await filesOf(tx, messages)
  const idOf = (key: string | null | undefined) => (key && ids.get(key)) || null
  return messages.map(message => ({
    message,
    authorName: (message.authorId && names.get(message.authorId)) || null,
    replyToId: idOf(message.replyToProviderId),
    aboutId: idOf(aboutOf(message)),
    file: files.get(message.content.media?.fileId ?? ''),
  }))
}

async function writers(tx: Tx, messages: readonly Message[]): Promise<Map<Uuid, ContactCard>> {
  return await contactCards(tx, authorsOf(messages, 'contact'))
}

async function filesOf(tx: Tx, messages: readonly Message[]): Promise<Map<Uuid, MediaRow>> {
  const ids = messages.flatMap(({ content }) => content.media?.fileId ?? [])
  const rows = ids.length > 0 ? await tx.rows(selectManyMedia(ids)) : []
  return new Map(rows.map(row => [row.id, row]))
}

const aboutOf = ({ content }: Message): string | undefined =>
  content.reaction?.providerMessageId ?? content.original?.providerMessageId

/**
 * A person tries a message again that failed or whose outcome is unknown: this makes a new message that names the old
 * one. Asked twice, it is made once. The new message can be tried again as well.
 *
 * @throws NOT_FOUND, MESSAGE_NOT_RETRYABLE, and whatever queueing throws
 */
export async function retryMessage(tx: Tx, id: Uuid, author: Actor): Promise<Message> {
  // What happens to the message is decided under this lock: it may just have been proven not to have left, and wait to
  // be sent.
  await tx.run(lockConversationsOf(id))
  const failed = await getMessage(tx, id)
  const may = failed.direction === 'outbound' && (failed.status === 'failed' || failed.status === 'unknown')
  if (!may) throw new AppError(MESSAGING_ERRORS.MESSAGE_NOT_RETRYABLE)
  const { conversationId, type, content, replyToProviderId } = failed
  const queued = await queueMessage(tx, {
    conversationId,
    type,
    content,
    author,
    clientKey: `retry:${id}`,
    retryOf: id,
    ...(replyToProviderId !== null && { replyToProviderId }),
  })
  await tx.run(markRetried(id))
  // This retry also closes the message's dead letters.
  await tx.run(takeUpSend(id, author))
  return getMessage(tx, queued.id)
}
