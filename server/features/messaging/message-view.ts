import { links, shown } from '../../platform/http/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { ProviderError } from '../channels/index.ts'
import { type MediaLinks, viewMessageMedia } from './media/index.ts'
import type { ShownMessage } from './message.ts'
import type { Message } from './messages/message.sql.ts'
import type { MessageView, Reason } from './messages/message-view.schema.ts'

/** A message as its readers see it. */
export function viewMessage(
  { message, authorName, replyToId, aboutId, file }: ShownMessage,
  fileLinks: MediaLinks,
): MessageView {
  const { content } = message
  const { reaction, original, media, errors, ...said } = content
  // When the file did come later, the reasons why it did not are left out.
  const reasons = file?.state === 'ready' ? [] : (errors ?? []).map(viewReason)
  const messageId = aboutId && shown('message', aboutId)
  return {
    ...(said as Partial<MessageView>),
    ...(media && { media: viewMessageMedia(media, file, fileLinks, reasons[0]) }),
    ...(reasons.length > 0 && { errors: reasons }),
    ...(reaction && { reaction: { ...reaction, messageId } }),
    ...(original && { original: { ...original, messageId } }),
    id: shown('message', message.id),
    conversationId: shown('conversation', message.conversationId),
    seq: message.seq,
    direction: message.direction,
    type: message.type,
    status: message.status as MessageView['status'],
    replyToMessageId: replyToId && shown('message', replyToId),
    replyToProviderId: message.replyToProviderId,
    retryOf: message.retryOf && shown('message', message.retryOf),
    error: message.error,
    ...(message.edited && { edited: message.edited }),
    ...(message.revokedAt && { revokedAt: message.revokedAt.toISOString() }),
    ...(message.playedAt && { playedAt: message.playedAt.toISOString() }),
    author: authorOf(message, authorName),
    createdAt: message.createdAt.toISOString(),
    providerAt: message.providerAt?.toISOString() ?? null,
    providerMessageId: message.providerMessageId,
    _links: links({ conversation: ['conversations', shown('conversation', message.conversationId)] }),
  }
}

/** An error in the provider's words; without a title its message becomes the title. */
function viewReason({ code, meaning, title, message, details }: ProviderError): Reason {
  const more = details ?? (title === undefined ? undefined : message)
  return {
    code,
    ...(meaning && { meaning }),
    title: title ?? message ?? details ?? String(code),
    ...(more !== undefined && { details: more }),
  }
}

function authorOf({ authorKind, authorId }: Message, name: string | null): MessageView['author'] {
  const kind = authorKind as MessageView['author']['kind']
  const id = authorId && showAuthor(kind, authorId)
  return { kind, ...(id && { id }), ...(name && { name }) }
}

function showAuthor(kind: string, id: Uuid): string | undefined {
  if (kind === 'contact') return shown('contact', id)
  if (kind === 'api') return shown('apiKey', id)
  return kind === 'user' ? shown('user', id) : undefined
}
