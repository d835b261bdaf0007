import type { Tx } from '../../platform/db/index.ts'
import type { EventInput } from '../../platform/events/index.ts'
import { newId, type Uuid } from '../../platform/ids/index.ts'
import { resolveContacts } from '../contacts/index.ts'
import { heardAs } from './choices.ts'
import type { MessageFact } from './facts.ts'
import { foldMessages } from './fold.ts'
import { queueMedia } from './media/index.ts'
import { insertMessages, type NewMessage } from './message.sql.ts'
import { cancelUnsent, noteOptOuts } from './opt-out.ts'
import {
  type AdvancedRow,
  advanceConversations,
  insertThreads,
  lockConversations,
  type NewThread,
  selectThreads,
  type ThreadKey,
} from './thread.sql.ts'

/** A message that nobody has seen before, with the id it gets. */
export interface FreshMessage extends MessageFact {
  id: Uuid
}

export interface Filed {
  messages: NewMessage[]
  events: EventInput[]
}

/**
 * Files new messages with their contacts and conversations: a bounded number of statements however many. Takes the locks of
 * the conversations of `alsoLock` with those of its own, so that all are taken in one order.
 */
export async function fileMessages(
  tx: Tx,
  tenantId: Uuid,
  fresh: readonly FreshMessage[],
  alsoLock: readonly Uuid[],
): Promise<Filed> {
  if (fresh.length === 0) {
    if (alsoLock.length > 0) await tx.run(lockConversations(alsoLock))
    return { messages: [], events: [] }
  }
  const contactIds = await resolveContacts(
    tx,
    tenantId,
    fresh.map(fact => fact.message),
  )
  const threads = await openThreads(tx, tenantId, fresh, contactIds)
  const inThread = Map.groupBy(
    fresh.map((fact, index) => ({ fact, thread: threads.ids[index]! })),
    row => row.thread,
  )
  const places = threads.ids.map((conversationId, index) => ({ conversationId, contactId: contactIds[index]! }))
  const wishes = await noteOptOuts(tx, tenantId, fresh, places)
  const others = [...alsoLock, ...wishes.conversationIds]
  if (others.length > 0) await tx.run(lockConversations([...others, ...inThread.keys()]))
  const advances = [...inThread].map(([id, rows]) => ({ id, ...foldMessages(rows.map(row => row.fact.message)) }))
  const conversations = new Map((await tx.rows(advanceConversations(advances))).map(row => [row.id, row]))
  const next = new Map([...conversations.values()].map(row => [row.id, row.seqBefore]))
  const rows = fresh.map((fact, index) => {
    const conversation = conversations.get(threads.ids[index]!)!
    const seq = next.get(conversation.id)! + 1
    next.set(conversation.id, seq)
    return toRow(fact, conversation, seq)
  })
  const messages = await queueMedia(tx, tenantId, rows)
  await tx.run(insertMessages(tenantId, messages))
  await cancelUnsent(tx, tenantId, wishes.conversationIds)
  const reopened = advances.filter(({ id, reopens }) => reopens && conversations.get(id)!.statusBefore !== 'open')
  return {
    messages,
    events: [
      ...threads.opened.map(openedEvent),
      ...reopened.map(({ id }) => reopenedEvent(conversations.get(id)!)),
      ...messages.map(message =>
        messageEvent(message, conversations.get(message.conversationId)!, wishes.heeded.get(message.id)),
      ),
    ],
  }
}

const keyOf = ({ channelId, contactId }: ThreadKey): string => `${channelId} ${contactId}`

/** The conversation of each message, opened where there is none; `opened` names those that this transaction opened. */
async function openThreads(
  tx: Tx,
  tenantId: Uuid,
  fresh: readonly FreshMessage[],
  contactIds: readonly Uuid[],
): Promise<{ ids: Uuid[]; opened: NewThread[] }> {
  const wanted = fresh.map(({ channelId, message }, index): NewThread => {
    const { kind, value } = message.address
    return { id: newId(), channelId, contactId: contactIds[index]!, address: value, addressKind: kind }
  })
  const distinct = [...new Map(wanted.map(thread => [keyOf(thread), thread])).values()]
  const known = new Map((await tx.rows(selectThreads(distinct))).map(row => [keyOf(row), row.id]))
  const missing = distinct.filter(thread => !known.has(keyOf(thread)))
  const opened = missing.length > 0 ? await insertMissing(tx, tenantId, missing, known) : []
  return { ids: wanted.map(thread => known.get(keyOf(thread))!), opened }
}

/** Adds to `known`. A thread that another transaction opened at the same time is read once that has committed. */
async function insertMissing(
  tx: Tx,
  tenantId: Uuid,
  missing: readonly NewThread[],
  known: Map<string, Uuid>,
): Promise<NewThread[]> {
  for (const row of await tx.rows(insertThreads(tenantId, missing))) known.set(keyOf(row), row.id)
  const taken = missing.filter(thread => !known.has(keyOf(thread)))
  if (taken.length > 0) for (const row of await tx.rows(selectThreads(taken))) known.set(keyOf(row), row.id)
  return missing.filter(thread => known.get(keyOf(thread)) === thread.id)
}

function toRow({ id, channelId, message }: FreshMessage, conversation: AdvancedRow, seq: number): NewMessage {
  const inbound = message.direction === 'inbound'
  return {
    id,
    conversationId: conversation.id,
    channelId,
    seq,
    direction: message.direction,
    ...heardAs(message, conversation.asked, conversation.askedAt),
    // What the business wrote on another device has left already.
    status: inbound ? 'received' : 'sent',
    authorKind: inbound ? 'contact' : 'user',
    authorId: inbound ? conversation.contactId : null,
    providerMessageId: message.providerMessageId,
    replyToProviderId: message.replyToProviderId ?? null,
    providerAt: message.at,
  }
}

const openedEvent = (thread: NewThread): EventInput => ({
  type: 'conversation.created',
  aggregateKind: 'conversation',
  aggregateId: thread.id,
  actor: { kind: 'contact', id: thread.contactId },
  data: { contactId: thread.contactId, channelId: thread.channelId },
})

const reopenedEvent = (conversation: AdvancedRow): EventInput => ({
  type: 'conversation.updated',
  aggregateKind: 'conversation',
  aggregateId: conversation.id,
  actor: { kind: 'contact', id: conversation.contactId },
  data: { changed: { status: 'open' }, before: { status: conversation.statusBefore } },
})

/** What was written on another device is news for screens but nothing for bots: it is not `message.received`. */
function messageEvent(message: NewMessage, conversation: AdvancedRow, wish?: 'stop' | 'resume'): EventInput {
  const { id: messageId, seq, type, content, providerAt, channelId, direction, status } = message
  const common = { messageId, seq, type, content, providerAt, channelId, contactId: conversation.contactId }
  const inbound = direction === 'inbound'
  return {
    type: inbound ? 'message.received' : 'message.sent',
    aggregateKind: 'conversation',
    aggregateId: conversation.id,
    actor: inbound ? { kind: 'contact', id: conversation.contactId } : { kind: 'user' },
    data: inbound
      ? { ...common, botPaused: conversation.botPaused, ...(wish && { wish }) }
      : { ...common, status, author: { kind: 'user' } },
  }
}
