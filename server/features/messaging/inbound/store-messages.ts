import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, inTrace, type NewEvent, newEvent } from '../../../platform/events/index.ts'
import { timeOf, type Uuid } from '../../../platform/ids/index.ts'
import type { Person } from '../../contacts/index.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { queueMedia } from '../media/index.ts'
import { insertMessages, type NewMessage } from '../messages/message.sql.ts'
import { filedStatus, type MessageError } from '../messages/status.ts'
import { cancelUnsent, noteOptOuts } from '../opt-outs/note-opt-outs.ts'
import { readAsChoice } from '../outbound/choices.ts'
import { writtenConversations } from '../outbound/sending-conversation.ts'
import { summariseMessages } from './conversation-summary.ts'
import type { UnseenMessage } from './delivery-facts.ts'
import { editMessages } from './edits.ts'
import { renamedEvent } from './group-names.ts'
import { type AdvancedRow, advanceConversations, lockConversations } from './open-conversations.sql.ts'
import { collision, type OpenedConversation, openConversations, writersOf } from './open-conversations.ts'

export interface StoredMessages {
  messages: NewMessage[]
  events: NewEvent[]
}

/**
 * Stores new messages with their contacts and conversations, in a fixed number of statements however many messages
 * there are. Locks the conversations in `alsoLock` together with those of the messages, so that all locks are taken in
 * one order. `alsoMet` are customers about whom something was told without a message.
 */
export async function storeMessages(
  tx: Tx,
  given: readonly UnseenMessage[],
  alsoLock: readonly Uuid[],
  alsoMet: readonly Person[] = [],
): Promise<StoredMessages> {
  if (given.length === 0) {
    if (alsoMet.length > 0) await writersOf(tx, [], alsoMet)
    if (alsoLock.length > 0) await tx.run(lockConversations(alsoLock))
    return { messages: [], events: [] }
  }
  const fresh = inOrder(given)
  const writers = await writersOf(tx, fresh, alsoMet)
  const authors = writers.ids
  const found = await openConversations(tx, fresh, writers)
  const inThread = Map.groupBy(
    fresh.map((fact, index) => ({ fact, conversation: found.ids[index]! })),
    row => row.conversation,
  )
  const places = found.ids.map((conversationId, index) => ({ conversationId, contactId: authors[index]! }))
  const optOuts = await noteOptOuts(tx, fresh, places)
  const others = [...alsoLock, ...optOuts.conversationIds]
  if (others.length > 0) await tx.run(lockConversations([...others, ...inThread.keys()]))
  const counted = new Set(found.opened.filter(({ unread = 0 }) => unread > 0).map(opened => opened.id))
  const advances = [...inThread].map(([id, rows]) => {
    const summary = summariseMessages(rows.map(row => row.fact.message))
    return { id, ...summary, unread: counted.has(id) ? 0 : summary.unread }
  })
  const conversations = new Map((await tx.rows(advanceConversations(advances))).map(row => [row.id, row]))
  if ([...conversations.values()].some(row => row.mergedInto !== null)) throw collision()
  for (const row of conversations.values())
    writtenConversations(tx).set(row.id, { conversation: row, isNew: row.seqBefore === 0 })
  const next = new Map([...conversations.values()].map(row => [row.id, row.seqBefore]))
  const rows = fresh.map((fact, index) => {
    const conversation = conversations.get(found.ids[index]!)!
    const seq = next.get(conversation.id)! + 1
    next.set(conversation.id, seq)
    return toRow(fact, conversation, authors[index]!, seq)
  })
  const messages = await queueMedia(tx, rows)
  await Promise.all([tx.run(insertMessages(tx.tenantId, messages)), editMessages(tx, messages)])
  await cancelUnsent(tx, optOuts.conversationIds)
  const reopened = advances.filter(({ id, reopens }) => reopens && conversations.get(id)!.statusBefore !== 'open')
  const historic = new Set(fresh.filter(fact => fact.message.historic).map(fact => fact.id))
  const news = { conversations, historic, receivedAt: new Map(fresh.map(fact => [fact.id, receivedAt(fact)])) }
  const traces = fresh.some(isTraced) ? new Map(fresh.map(fact => [fact.id, fact.trace])) : undefined
  return {
    messages,
    events: [
      ...found.opened.map(openedEvent),
      ...[...conversations.values()].flatMap(renamedIn),
      ...reopened.map(({ id }) => reopenedEvent(conversations.get(id)!)),
      ...messages.map(message =>
        inTrace(messageEvent(message, news, optOuts.heeded.get(message.id)), traces?.get(message.id)),
      ),
    ],
  }
}

const isTraced = ({ trace }: UnseenMessage): boolean => trace !== undefined

/**
 * Messages from before the number was connected come in pieces, in any order: they are sorted by time and put before
 * the new ones.
 */
function inOrder(fresh: readonly UnseenMessage[]): readonly UnseenMessage[] {
  const historic = fresh.filter(fact => fact.message.historic)
  if (historic.length === 0) return fresh
  historic.sort((a, b) => a.message.at.getTime() - b.message.at.getTime())
  return [...historic, ...fresh.filter(fact => !fact.message.historic)]
}

const NOT_SENT_THEN: MessageError = {
  code: 'not_sent',
  meaning: 'not_sent_then',
  title: 'Not delivered',
  text: 'WhatsApp could not send it when it was written on the phone.',
}

function toRow(
  { id, channelId, message }: UnseenMessage,
  conversation: AdvancedRow,
  authorId: Uuid | null,
  seq: number,
): NewMessage {
  const inbound = message.direction === 'inbound'
  return {
    id,
    conversationId: conversation.id,
    channelId,
    seq,
    direction: message.direction,
    ...readAsChoice(message, conversation.asked, conversation.askedAt),
    // A message that the business wrote on another device has been sent already; for an old message the provider tells
    // its status.
    status: inbound ? 'received' : filedStatus(message.status),
    error: !inbound && message.status === 'failed' ? NOT_SENT_THEN : null,
    playedAt: !inbound && message.status === 'played' ? message.at : null,
    authorKind: inbound ? 'contact' : 'user',
    authorId: inbound ? authorId : null,
    providerMessageId: message.providerMessageId,
    replyToProviderId: message.replyToProviderId ?? null,
    providerAt: message.at,
  }
}

function openedEvent({ id, channelId, contactId, authorId, ...named }: OpenedConversation): NewEvent {
  const actor: Actor = authorId ? { kind: 'contact', id: authorId } : { kind: 'user' }
  const data = { contactId, channelId, ...groupOf(named) }
  return newEvent(MESSAGING_EVENTS['conversation.created'], id, actor, data)
}

const groupOf = ({ groupKey, groupName }: Pick<AdvancedRow, 'groupKey' | 'groupName'>) =>
  groupKey === null ? {} : { group: { id: groupKey, name: groupName } }

/** A group may tell a new name with a message; one that has just been opened had none. */
function renamedIn({ groupKey, seqBefore, ...row }: AdvancedRow): NewEvent[] {
  const isRenamed = groupKey !== null && seqBefore > 0 && row.groupName !== row.groupNameBefore
  return isRenamed ? [renamedEvent({ ...row, groupKey })] : []
}

function reopenedEvent({ id, contactId, statusBefore }: AdvancedRow): NewEvent {
  const actor: Actor = { kind: 'contact', id: contactId }
  const data = { changed: { status: 'open' as const }, before: { status: statusBefore } }
  return newEvent(MESSAGING_EVENTS['conversation.updated'], id, actor, data)
}

interface News {
  conversations: ReadonlyMap<Uuid, AdvancedRow>
  /** Messages from before the number was connected. */
  historic: ReadonlySet<Uuid>
  receivedAt: ReadonlyMap<Uuid, string>
}

/** By our own clock; the id of a delivery is made when it comes. */
const receivedAt = ({ rawEventId }: UnseenMessage): string => new Date(timeOf(rawEventId)).toISOString()

/**
 * A message from another device, or from before the number was connected, is news for screens but not for bots: its
 * event is not `message.received`.
 */
function messageEvent(
  message: NewMessage,
  { conversations, historic, receivedAt }: News,
  optOut?: 'stop' | 'resume',
): NewEvent {
  const conversation = conversations.get(message.conversationId)!
  const { id: messageId, seq, type, content, channelId, direction, status, authorId } = message
  const { id, botPaused } = conversation
  const contactId = conversation.contactId ?? authorId
  const providerAt = message.providerAt.toISOString()
  const common = { messageId, seq, type, content, providerAt, channelId, contactId, ...groupOf(conversation) }
  const inbound = direction === 'inbound'
  const actor: Actor = inbound ? { kind: 'contact', id: contactId } : { kind: 'user' }
  if (historic.has(messageId))
    return newEvent(MESSAGING_EVENTS['message.imported'], id, actor, { ...common, direction, status })
  if (!inbound)
    return newEvent(MESSAGING_EVENTS['message.sent'], id, actor, { ...common, status, author: { kind: 'user' } })
  const { providerMessageId, replyToProviderId } = message
  const received = { providerMessageId, replyToProviderId, receivedAt: receivedAt.get(messageId)! }
  const data = { ...common, ...received, botPaused, ...(optOut && { optOut }) }
  return newEvent(MESSAGING_EVENTS['message.received'], id, actor, data)
}
