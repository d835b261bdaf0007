import type { Tx } from '../../platform/db/index.ts'
import { AppError, notFound } from '../../platform/errors/index.ts'
import { type Actor, type EventInput, emit } from '../../platform/events/index.ts'
import { newIdAfter, type Uuid } from '../../platform/ids/index.ts'
import {
  type Capabilities,
  getChannel,
  type MessageContent,
  type MessageType,
  transportFor,
} from '../channels/index.ts'
import { IDENTITY_ERRORS } from '../identity/index.ts'
import { getTenant } from '../tenancy/index.ts'
import { MESSAGING_ERRORS } from './errors.ts'
import { isQuiet } from './message-type.ts'
import {
  insertClientKey,
  insertOutgoing,
  lockThread,
  type OutgoingRow,
  type SendingThread,
  selectByClientKey,
  selectNewestPending,
  selectProviderId,
} from './outgoing.sql.ts'
import { previewOf } from './preview.ts'
import { wakeSends } from './wake.ts'

/** A message on its way to a customer. */
export interface Outgoing {
  conversationId: Uuid
  type: MessageType
  content: MessageContent
  author: Actor
  /** Named twice, sent once: the second call gets the first one's message. */
  clientKey?: string
  replyToMessageId?: Uuid
  /** The same by the provider's id, for who has that. */
  replyToProviderId?: string
  /** The message of which this is a person's second try. */
  retryOf?: Uuid
}

export interface Queued {
  id: Uuid
  seq: number
  /** False: this client key was used before, and this is its message. */
  created: boolean
}

/**
 * Queues a message: row, first attempt, work and event in the caller's transaction; the senders are woken when it commits.
 * Every author comes through here, so the window and the tenant's state are checked for all alike.
 *
 * @throws NOT_FOUND, WINDOW_CLOSED, TENANT_SUSPENDED, CHANNEL_CANNOT_SEND, REPLY_TARGET_NOT_SENT
 */
export async function queueMessage(tx: Tx, tenantId: Uuid, outgoing: Outgoing): Promise<Queued> {
  const thread = await tx.one(lockThread(outgoing.conversationId))
  const { clientKey } = outgoing
  const earlier = clientKey === undefined ? undefined : await tx.maybe(selectByClientKey(clientKey))
  if (earlier) return { ...earlier, created: false }
  // Nothing is written before all is admitted: a caller may go on with its transaction after a refusal.
  await admit(tx, thread, outgoing.type)
  const row = await rowOf(tx, outgoing)
  if (clientKey !== undefined && (await tx.run(insertClientKey(tenantId, clientKey, row.id))) === 0) {
    return { ...(await tx.one(selectByClientKey(clientKey))), created: false }
  }
  const { seq } = await tx.one(insertOutgoing(tenantId, row))
  await emit(tx, tenantId, eventsOf(thread, outgoing, row, seq))
  tx.afterCommit(wakeSends)
  return { id: row.id, seq, created: true }
}

async function admit(tx: Tx, thread: SendingThread, type: MessageType): Promise<void> {
  const { status } = await getTenant(tx)
  if (status === 'suspended') throw new AppError(IDENTITY_ERRORS.TENANT_SUSPENDED)
  const channel = await getChannel(tx, thread.channelId)
  const { capabilities } = transportFor(channel.provider)
  if (!canCarry(capabilities, type)) throw new AppError(MESSAGING_ERRORS.CHANNEL_CANNOT_SEND)
  if (capabilities.window && !thread.windowOpen && type !== 'template') throw windowClosed(thread.windowExpiresAt)
}

/** What is interactive can be sent everywhere: as numbered text where the provider has nothing better. */
function canCarry(capabilities: Capabilities, type: MessageType): boolean {
  if (type === 'template') return capabilities.templates
  if (type === 'reaction') return capabilities.reactions
  if (type === 'location') return capabilities.location
  if (type === 'contacts') return capabilities.contacts
  return isMedia(type) ? capabilities.media[type] !== undefined : true
}

const MEDIA = ['image', 'video', 'audio', 'document', 'sticker'] as const
const isMedia = (type: MessageType): type is (typeof MEDIA)[number] => (MEDIA as readonly string[]).includes(type)

function windowClosed(at: Date | null): AppError {
  const when = at
    ? `The 24-hour window of this conversation closed at ${at.toISOString()}.`
    : 'This customer has not written yet, so there is no 24-hour window.'
  const message = `${when} Only a template can be sent until the customer writes${at ? ' again' : ''}.`
  return new AppError(MESSAGING_ERRORS.WINDOW_CLOSED, { message, details: { closedAt: at?.toISOString() ?? null } })
}

async function rowOf(tx: Tx, outgoing: Outgoing): Promise<OutgoingRow> {
  const { conversationId, type, content, author, replyToMessageId, retryOf } = outgoing
  // Sends of a conversation are claimed in the order of ids: this one must follow all that wait, also another node's.
  const newest = await tx.maybe(selectNewestPending(conversationId))
  return {
    id: newIdAfter(newest?.id ?? null),
    conversationId,
    type,
    content,
    preview: previewOf(type, content),
    authorKind: author.kind,
    authorId: author.id ?? null,
    replyToProviderId: replyToMessageId
      ? await providerIdOf(tx, conversationId, replyToMessageId)
      : (outgoing.replyToProviderId ?? null),
    retryOf: retryOf ?? null,
    answers: author.kind === 'user' && !isQuiet(type),
  }
}

/** How the provider calls a message of this conversation. Throws NOT_FOUND or REPLY_TARGET_NOT_SENT. */
export async function providerIdOf(tx: Tx, conversationId: Uuid, messageId: Uuid): Promise<string> {
  const found = await tx.maybe(selectProviderId(conversationId, messageId))
  if (!found) throw notFound()
  if (!found.providerMessageId) throw new AppError(MESSAGING_ERRORS.REPLY_TARGET_NOT_SENT)
  return found.providerMessageId
}

function eventsOf(thread: SendingThread, { author }: Outgoing, row: OutgoingRow, seq: number): EventInput[] {
  const { channelId, contactId } = thread
  const about = { aggregateKind: 'conversation', aggregateId: thread.id, actor: author }
  const { id: messageId, type, content } = row
  const queued = {
    ...about,
    type: 'message.queued',
    data: { messageId, seq, type, content, author, channelId, contactId, replyToProviderId: row.replyToProviderId },
  }
  if (!row.answers || thread.botPaused) return [queued]
  const paused = { changed: { botPaused: true }, before: { botPaused: false } }
  return [queued, { ...about, type: 'conversation.updated', data: paused }]
}
