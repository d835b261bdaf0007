import type {
  Conversation,
  EventOf,
  Interactive,
  Message,
  MessageBody,
  ReceivedContent,
} from '../../../lib/api/types.ts'

const DAY_MS = 86_400_000

/** Events that bring a new message; the others only report a status. */
type BringingEvent = EventOf<'message.received' | 'message.queued' | 'message.sent'>

/** The message in an event; null when the event has too little of it to draw. */
export function messageOf(event: BringingEvent): Message | null {
  const { conversationId, messageId: id, seq, type, content } = event.data
  // These name another message by the provider's id, which only the server can resolve.
  if (type === undefined || content === undefined || content.reaction || content.original) return null
  // Whether somebody waits after a call depends on how it ended; only the server knows that.
  if (content.call) return null
  return {
    ...bodyOf(content),
    ...standingOf(event),
    id,
    conversationId,
    seq,
    type,
    createdAt: event.at,
    providerMessageId: null,
    replyToMessageId: null,
    replyToProviderId: null,
    retryOf: null,
    error: null,
  }
}

/** Direction, status and author. */
function standingOf(event: BringingEvent): Pick<Message, 'direction' | 'status' | 'author' | 'providerAt'> {
  if (event.type === 'message.received')
    return { direction: 'inbound', status: 'received', author: { kind: 'contact' }, providerAt: event.data.providerAt }
  const author = authorOf(event.data.author)
  if (event.type === 'message.queued') return { direction: 'outbound', status: 'queued', author, providerAt: null }
  const { status, providerAt = null } = event.data
  return { direction: 'outbound', status, author, providerAt }
}

const authorOf = (author: EventOf<'message.sent'>['data']['author']): Message['author'] =>
  author ? { kind: author.kind, ...(author.id && { id: author.id }) } : { kind: 'system' }

/** Everything except references by the provider's ids. Only the server knows where the file is. */
function bodyOf({ media, reaction: _, original: __, errors: ___, ...body }: ReceivedContent): MessageBody {
  if (!media) return body
  const { kind, link, mimeType, filename, caption, voice, animated, fileId: id } = media
  const file = { id, kind, link, mimeType, filename, caption, voice, animated }
  return { ...body, media: { ...file, url: null, urlExpiresAt: null, thumbnailUrl: null } }
}

const interactiveWords = (interactive: Interactive | undefined): string | undefined => {
  if (!interactive) return undefined
  if ('title' in interactive) return interactive.title
  return 'body' in interactive ? interactive.body : undefined
}

/** The words of a message that fit into a list; '' when the name of its type says more. */
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

/** Types about another message or about the number itself; nobody waits for an answer to them. */
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

/** Whose message ends the waiting, by the server's rule: a bot's only while it is not paused. */
const isAnsweredBy = (kind: Message['author']['kind'], { botPaused }: Conversation): boolean =>
  kind === 'user' || kind === 'api' || (kind === 'bot' && !botPaused)

function heard(row: Conversation, message: Message): Conversation {
  // The provider counts from the moment the customer wrote, not from when we received it.
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
