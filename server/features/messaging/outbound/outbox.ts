import type { Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { type Actor, emit, inTrace, type NewEvent, newEvent, originNow } from '../../../platform/events/index.ts'
import { newIdAfter, type Uuid } from '../../../platform/ids/index.ts'
import type { Provider } from '../../channels/index.ts'
import type { ContactConsent } from '../../contacts/index.ts'
import { countUsage, limitNow, uncountUsage } from '../../tenancy/index.ts'
import { freeEntryEnd } from '../conversations/window.ts'
import { MESSAGING_ERRORS } from '../errors.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { markMediaSent } from '../media/index.ts'
import { isQuiet } from '../messages/message-type.ts'
import { previewOf } from '../messages/preview.ts'
import { SEND_QUEUE } from '../queues.ts'
import { questionAfter } from './choices.ts'
import type { MessageDraft } from './message-draft.ts'
import {
  insertClientKey,
  insertQueued,
  lockSendingConversations,
  type QueuedRow,
  selectByClientKey,
  selectNewestPending,
  selectProviderId,
} from './queue-message.sql.ts'
import { type AllowedSend, checkSendPolicy, loadSendPolicy, type SendPolicy } from './send-policy.ts'
import { isRefusal } from './send-rules.ts'
import type { SendStarter, StartedSend } from './send-starter.ts'
import { type SendingConversation, writtenConversations } from './sending-conversation.ts'

export interface QueuedMessage {
  id: Uuid
  seq: number
  /** False: this client key was used before, and this is the message of that call. */
  created: boolean
}

/** A message that may be queued, as the outbox is asked about it. */
export type Sendable = Omit<MessageDraft, 'clientKey' | 'retryOf'>

/**
 * Messages of one tenant that are queued together, in a fixed number of statements however many they are. It holds its
 * conversations until the transaction ends.
 */
export interface Outbox {
  /**
   * A conversation, or the one that replaced it in a merge: with its contact (a group has none) and its channel's
   * provider (undefined once the channel was removed). Throws NOT_FOUND for one that was not asked for.
   */
  place(id: Uuid): {
    conversation: Readonly<SendingConversation>
    contact: ContactConsent | undefined
    provider: Provider | undefined
    /** Nothing waited to be sent when the outbox was opened. */
    idle: boolean
  }
  /** Why a message would be refused now; undefined when it would be queued. Writes nothing. */
  refusal(draft: Sendable): Promise<AppError | undefined>
  /**
   * Takes a message; `write` writes it. A refusal leaves the outbox as it was.
   *
   * @throws REPLY_TARGET_NOT_SENT, PLAN_LIMIT_REACHED, and what `checkSendPolicy` throws
   */
  add(draft: MessageDraft): Promise<QueuedMessage>
  /** Writes what was added, with its events, and wakes the senders on commit. */
  write(): Promise<void>
}

/** A conversation of an outbox, with what was added to it. */
interface Place {
  conversation: SendingConversation
  /** The newest send that waits; sends of a conversation are claimed in the order of ids. */
  newestId: Uuid | null
  /** Nothing waited when the outbox was opened. */
  idle: boolean
  added: QueuedRow[]
}

/**
 * Opens an outbox for conversations, which are locked in the order of their ids. A caller that queues in several
 * conversations in one transaction must ask for all of them here.
 *
 * @param starter the sender of this process: what may leave at once is then committed as `sending` already
 */
export async function openOutbox(tx: Tx, ids: readonly Uuid[], starter?: SendStarter): Promise<Outbox> {
  const places = await lockPlaces(tx, ids)
  const conversations = [...new Set(places.values())].map(place => place.conversation)
  const policy = await loadSendPolicy(tx, conversations)
  const staged = { counted: 0, events: [] as NewEvent[] }
  const placeOf = (id: Uuid): Place => {
    const place = places.get(id)
    if (!place) throw notFound()
    return place
  }
  return {
    place: id => {
      const { conversation, idle } = placeOf(id)
      const { contactId, channelId } = conversation
      const contact = contactId ? policy.consents.get(contactId) : undefined
      return { conversation, contact, provider: policy.providers.get(channelId), idle }
    },
    refusal: draft => refusalOf(tx, policy, placeOf(draft.conversationId), draft),
    add: async draft => {
      const place = placeOf(draft.conversationId)
      const earlier = draft.clientKey === undefined ? undefined : await tx.maybe(selectByClientKey(draft.clientKey))
      if (earlier) return { ...earlier, created: false }
      const allowed = await checkSendPolicy(tx, policy, place.conversation, draft)
      const row = await rowOf(tx, place, draft, allowed)
      const other = await claimKey(tx, policy, draft, row, allowed, () => staged.counted++)
      if (other) return other
      place.added.push(row)
      place.newestId = row.id
      staged.events.push(...eventsOf(place.conversation, draft, row))
      return { id: row.id, seq: row.seq, created: true }
    },
    write: async () => {
      const { counted, events } = staged
      staged.counted = 0
      staged.events = []
      const now = conversations[0]?.now
      if (counted > 0 && now) await countUsage(tx, policy.tenant, 'messages', now, counted)
      await writePlaces(tx, [...new Set(places.values())], starter)
      await emit(tx, events)
    },
  }
}

/** Locks a conversation, or the one that replaced it. Throws NOT_FOUND. */
export async function lockForSending(tx: Tx, id: Uuid): Promise<SendingConversation> {
  const place = (await lockPlaces(tx, [id])).get(id)
  if (!place) throw notFound()
  return place.conversation
}

/** The places of conversations that this transaction has just written; the others are still to be locked. */
function takeWritten(tx: Tx, ids: readonly Uuid[]): { places: Map<Uuid, Place>; wanted: Uuid[] } {
  const written = writtenConversations(tx)
  const places = new Map<Uuid, Place>()
  const wanted: Uuid[] = []
  for (const id of new Set(ids)) {
    const known = written.get(id)
    written.delete(id)
    if (known?.isNew) places.set(id, { conversation: { ...known.conversation }, newestId: null, idle: true, added: [] })
    else wanted.push(id)
  }
  return { places, wanted }
}

/** Locks the conversations, or those that replaced them. Both names lead to the same place. */
async function lockPlaces(tx: Tx, ids: readonly Uuid[]): Promise<Map<Uuid, Place>> {
  const { places, wanted } = takeWritten(tx, ids)
  if (wanted.length === 0) return places
  // The second statement sees what others wrote while the first one waited for its locks.
  const [rows, waiting] = await Promise.all([
    tx.rows(lockSendingConversations(wanted)),
    tx.rows(selectNewestPending(wanted)),
  ])
  const newest = new Map(waiting.map(row => [row.lane, row.id]))
  const moved: Array<[Uuid, Uuid]> = []
  for (const conversation of rows) {
    const { id, mergedInto } = conversation
    const newestId = newest.get(id) ?? null
    if (mergedInto) moved.push([id, mergedInto])
    else places.set(id, { conversation, newestId, idle: newestId === null, added: [] })
  }
  const missing = moved.flatMap(([, to]) => (places.has(to) ? [] : [to]))
  if (missing.length > 0) for (const [id, place] of await lockPlaces(tx, missing)) places.set(id, place)
  for (const [from, to] of moved) {
    const place = places.get(to)
    if (place) places.set(from, place)
  }
  return places
}

async function refusalOf(
  tx: Tx,
  policy: SendPolicy,
  { conversation }: Place,
  draft: Sendable,
): Promise<AppError | undefined> {
  try {
    const { counts } = await checkSendPolicy(tx, policy, conversation, draft)
    return counts && policy.limited ? await limitNow(tx, policy.tenant, 'messages', conversation.now) : undefined
  } catch (error) {
    if (isRefusal(error)) return error
    throw error
  }
}

/**
 * Counts the message against the plan and takes its client key. Where the plan has no limit, `countLater` lets all
 * messages of the outbox be counted at once.
 *
 * @returns the message that another transaction queued under the same key at the same time
 */
async function claimKey(
  tx: Tx,
  policy: SendPolicy,
  { clientKey }: MessageDraft,
  { id }: QueuedRow,
  { counts, now }: AllowedSend,
  countLater: () => void,
): Promise<QueuedMessage | undefined> {
  const { tenant } = policy
  const limited = counts && policy.limited
  if (limited) await countUsage(tx, tenant, 'messages', now)
  if (clientKey !== undefined && (await tx.run(insertClientKey(tx.tenantId, clientKey, id))) === 0) {
    if (limited) await uncountUsage(tx, tenant, 'messages', now)
    return { ...(await tx.one(selectByClientKey(clientKey))), created: false }
  }
  if (counts && !limited) countLater()
  return undefined
}

async function rowOf(
  tx: Tx,
  { conversation, newestId, added }: Place,
  outgoing: MessageDraft,
  { rendered }: AllowedSend,
): Promise<QueuedRow> {
  const { type, content, author, replyToMessageId, retryOf } = outgoing
  return {
    id: newIdAfter(newestId),
    conversationId: conversation.id,
    channelId: conversation.channelId,
    seq: conversation.lastSeq + added.length + 1,
    type,
    content,
    preview: previewOf(type, content),
    authorKind: author.kind,
    authorId: author.id ?? null,
    replyToProviderId: replyToMessageId
      ? await providerIdOf(tx, outgoing.conversationId, replyToMessageId)
      : (outgoing.replyToProviderId ?? null),
    retryOf: retryOf ?? null,
    solicited: outgoing.solicited ?? false,
    answers: author.kind === 'user' && !isQuiet(type),
    endsWaiting: !isQuiet(type) && !outgoing.unasked && isAnsweredBy(author, conversation),
    asked: questionAfter({ type, content }, author.kind, rendered),
    freeEntryExpiresAt: isQuiet(type) ? null : freeEntryEnd(conversation.freeEntryAt, conversation.now),
    trace: outgoing.trace ?? originNow()?.trace,
  }
}

/**
 * Whether this author's message ends the customer's waiting: a person's does, a program's does, and a bot's does unless
 * the bot is paused here. The customer waits again when the bot hands over.
 */
const isAnsweredBy = ({ kind }: Actor, { botPaused }: SendingConversation): boolean =>
  kind === 'user' || kind === 'api' || (kind === 'bot' && !botPaused)

/** The provider's id of a message of this conversation. Throws NOT_FOUND or REPLY_TARGET_NOT_SENT. */
export async function providerIdOf(tx: Tx, conversationId: Uuid, messageId: Uuid): Promise<string> {
  const found = await tx.maybe(selectProviderId(conversationId, messageId))
  if (!found) throw notFound()
  if (!found.providerMessageId) throw new AppError(MESSAGING_ERRORS.REPLY_TARGET_NOT_SENT)
  return found.providerMessageId
}

function eventsOf(
  conversation: SendingConversation,
  { author, answeredIds }: MessageDraft,
  row: QueuedRow,
): NewEvent[] {
  const { id, channelId, contactId } = conversation
  const { id: messageId, seq, type, content, replyToProviderId } = row
  const place = { messageId, seq, channelId, contactId }
  const answers = answeredIds && { answers: [...answeredIds] }
  // Of the author only what the log declares.
  const { kind, id: authorId } = author
  const data = { ...place, type, content, author: { kind, id: authorId }, replyToProviderId, ...answers }
  const queued = inTrace(newEvent(MESSAGING_EVENTS['message.queued'], id, author, data), row.trace)
  if (!row.answers || conversation.botPaused) return [queued]
  conversation.botPaused = true
  const paused = { changed: { botPaused: true }, before: { botPaused: false } }
  return [queued, newEvent(MESSAGING_EVENTS['conversation.updated'], id, author, paused)]
}

async function writePlaces(tx: Tx, places: readonly Place[], starter: SendStarter | undefined): Promise<void> {
  const written = places.filter(place => place.added.length > 0)
  if (written.length === 0) return
  const rows = written.flatMap(place => place.added)
  const candidates = written.flatMap(({ conversation, idle, added: [first] }) =>
    idle && first ? [{ conversation, row: first }] : [],
  )
  const permit = candidates.length > 0 ? await starter?.choose(tx, candidates) : undefined
  const started = await tx.rows(insertQueued(tx.tenantId, rows, permit?.ids ?? new Set()))
  for (const row of rows) await markMediaSent(tx, row.content, row.id)
  const fences = new Map(started.map(row => [row.lane, row.fence]))
  const lanes = written.flatMap(({ conversation, added }): StartedSend[] => {
    const fence = fences.get(conversation.id)
    return fence === undefined ? [] : [{ tenantId: tx.tenantId, conversation, rows: added, fence }]
  })
  for (const place of written) {
    place.conversation.lastSeq += place.added.length
    place.idle = false
    place.added = []
  }
  if (lanes.length > 0) tx.afterCommit(() => permit?.start(lanes))
  if (lanes.length < written.length) tx.wake(SEND_QUEUE)
}
