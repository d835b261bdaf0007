import type { Conversation, Interactive, Message, MessageBody, MessageStatus } from '../../../lib/api/types.ts'
import { shownId } from '../../../lib/ids.ts'
import type { LiveEvent } from '../../../lib/realtime.ts'

const DAY_MS = 86_400_000

/** The conversation an event is about; null when it is about something else. */
export function conversationOf(event: LiveEvent): string | null {
  return shownId('conv', event.aggregate.type === 'conversation' ? event.aggregate.id : event.data.conversationId)
}

/** Whether an event is about a new message; others only report how far one got. */
export const bringsMessage = (event: LiveEvent): boolean =>
  event.type === 'message.received' || event.type === 'message.queued' || isObject(event.data.content)

/** The message an event carries; null when it does not carry enough of it to be drawn. */
export function messageOf(event: LiveEvent): Message | null {
  const { data } = event
  const id = shownId('msg', data.messageId)
  if (!id || typeof data.seq !== 'number' || typeof data.type !== 'string' || !isObject(data.content)) return null
  // Which message these speak of is said in the provider's words, which only the server can resolve.
  if (data.content.reaction || data.content.original) return null
  const inbound = event.type === 'message.received'
  const status = typeof data.status === 'string' ? (data.status as MessageStatus) : inbound ? 'received' : 'queued'
  const author = isObject(data.author)
    ? (data.author as Message['author'])
    : { kind: inbound ? ('contact' as const) : ('system' as const) }
  return {
    ...(data.content as MessageBody),
    id,
    conversationId: conversationOf(event) ?? '',
    seq: data.seq,
    direction: inbound ? 'inbound' : 'outbound',
    type: data.type,
    status,
    author,
    createdAt: event.at,
    providerAt: typeof data.providerAt === 'string' ? data.providerAt : null,
    providerMessageId: null,
    replyToMessageId: null,
    retryOf: null,
    error: null,
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const interactiveWords = (interactive: Interactive | undefined): string | undefined => {
  if (!interactive) return undefined
  if ('title' in interactive) return interactive.title
  return 'body' in interactive ? interactive.body : undefined
}

/** The words of a message that fit into a list; '' when its type says more. */
export const wordsOf = (
  message: Pick<Message, 'text' | 'media' | 'interactive' | 'button' | 'location' | 'contacts'>,
): string =>
  message.text?.body ??
  message.media?.caption ??
  interactiveWords(message.interactive) ??
  message.button?.text ??
  message.location?.name ??
  message.contacts?.[0]?.name ??
  ''

/** What says something about another message or the number itself: nobody waits for an answer to it. */
const QUIET = new Set(['reaction', 'edit', 'revoke', 'system'])

/** A conversation's row after a message came or was written. */
export function withMessage(row: Conversation, message: Message): Conversation {
  const lastMessage = {
    preview: wordsOf(message),
    direction: message.direction,
    type: message.type,
    at: message.createdAt,
    status: message.status,
  }
  if (message.direction === 'inbound') return { ...heard(row, message), lastMessage }
  const { kind } = message.author
  if (QUIET.has(message.type) || !isAnsweredBy(kind, row)) return { ...row, lastMessage }
  const answered = { ...row, lastMessage, waitingSince: null, handedOverAt: null, unreadCount: 0 }
  return kind === 'user' ? { ...answered, botPaused: true } : answered
}

/** Whose word ends the waiting, as the server has it: a bot's only while the conversation is its own. */
const isAnsweredBy = (kind: Message['author']['kind'], { botPaused }: Conversation): boolean =>
  kind === 'user' || kind === 'api' || (kind === 'bot' && !botPaused)

function heard(row: Conversation, message: Message): Conversation {
  // The provider counts from the moment the customer wrote, not from when we heard of it.
  const wroteAt = Date.parse(message.providerAt ?? message.createdAt)
  const windowExpiresAt = message.type === 'system' ? row.windowExpiresAt : new Date(wroteAt + DAY_MS).toISOString()
  if (QUIET.has(message.type)) return { ...row, windowExpiresAt }
  return {
    ...row,
    windowExpiresAt,
    status: 'open',
    snoozedUntil: null,
    unreadCount: row.unreadCount + 1,
    waitingSince: row.waitingSince ?? message.createdAt,
  }
}
