import type { QueryClient } from '@tanstack/react-query'
import { batched } from '../../../lib/api/batch.ts'
import { type Pages, placeRow, rowsOf } from '../../../lib/api/pages.ts'
import type { Conversation, EventOf, LiveEvent, Me, Message } from '../../../lib/api/types.ts'
import { meQuery } from '../../../lib/session/me.ts'
import { type ConversationFilter, placingOf } from '../list/filter.ts'
import { conversationQuery, messagesAfter, messagesQuery } from '../queries.ts'
import { addMessages, hasGap, messagesOf, readFrom, setPlayed, setStatus, type Thread } from '../thread/thread-cache.ts'
import { messageOf, withMessage } from './live-message.ts'

/** When more unknown conversations than this change at once, lists are read again instead of single rows. */
const MANY = 8

const listsOf = (client: QueryClient) => client.getQueriesData<Pages<Conversation>>({ queryKey: ['conversations'] })

/** A conversation as this browser knows it. */
export function knownConversation(client: QueryClient, id: string): Conversation | undefined {
  const own = client.getQueryData(conversationQuery(id).queryKey)
  if (own) return own
  for (const [, pages] of listsOf(client)) {
    const found = rowsOf(pages).find(row => row.id === id)
    if (found) return found
  }
  return undefined
}

/** Puts the new state of a conversation into every list that was read. Search results keep their places. */
export function placeConversation(client: QueryClient, row: Conversation): void {
  client.setQueryData(conversationQuery(row.id).queryKey, row)
  const userId = client.getQueryData<Me>(meQuery.queryKey)?.user.id
  for (const [key] of listsOf(client)) {
    const filter = key[1] as ConversationFilter
    client.setQueryData<Pages<Conversation>>(
      key,
      pages => pages && (filter.q ? replaceRow(pages, row) : placeRow(pages, row, placingOf(filter, userId))),
    )
  }
}

const replaceRow = (pages: Pages<Conversation>, row: Conversation): Pages<Conversation> => ({
  ...pages,
  pages: pages.pages.map(page => ({ ...page, items: page.items.map(old => (old.id === row.id ? row : old)) })),
})

/**
 * Reads the messages that came after the newest one of a conversation. A conversation that nobody looks at is read when
 * it is opened.
 */
export async function catchUp(client: QueryClient, id: string): Promise<void> {
  const key = messagesQuery(id).queryKey
  const thread = client.getQueryData<Thread>(key)
  if (!thread) return
  if (!client.getQueryCache().find({ queryKey: key })?.isActive()) return client.invalidateQueries({ queryKey: key })
  const { items } = await messagesAfter(id, readFrom(thread))
  client.setQueryData<Thread>(key, before => before && addMessages(before, items))
}

interface Readers {
  conversation: (id: string) => void
  thread: (id: string) => void
}
const readers = new WeakMap<QueryClient, Readers>()

function readersOf(client: QueryClient): Readers {
  const known = readers.get(client)
  if (known) return known
  const made: Readers = {
    conversation: batched(80, ids => void readConversations(client, ids)),
    thread: batched(60, ids => {
      for (const id of ids)
        catchUp(client, id).catch(() => client.invalidateQueries({ queryKey: messagesQuery(id).queryKey }))
    }),
  }
  readers.set(client, made)
  return made
}

async function readConversations(client: QueryClient, ids: string[]): Promise<void> {
  if (ids.length > MANY) return client.invalidateQueries({ queryKey: ['conversations'] })
  const reads = ids.map(id => client.fetchQuery({ ...conversationQuery(id), staleTime: 0 }))
  for (const read of await Promise.allSettled(reads)) {
    if (read.status === 'fulfilled') placeConversation(client, read.value)
    else void client.invalidateQueries({ queryKey: ['conversations'] })
  }
}

/** A conversation that this person sees no more leaves the screen: lists, messages, and the page of it. */
export function hideConversation(client: QueryClient, id: string): void {
  for (const [key] of listsOf(client))
    client.setQueryData<Pages<Conversation>>(
      key,
      pages =>
        pages && {
          ...pages,
          pages: pages.pages.map(page => ({ ...page, items: page.items.filter(row => row.id !== id) })),
        },
    )
  void client.resetQueries({ queryKey: conversationQuery(id).queryKey })
  client.removeQueries({ queryKey: messagesQuery(id).queryKey })
}

/** Lets an event of the log change what is shown about conversations. */
export function applyInboxEvent(client: QueryClient, event: LiveEvent): void {
  const { type } = event
  if (type === 'message.received' || type === 'message.queued') applyMessage(client, event)
  else if (type === 'message.sent') (event.data.content ? applyMessage : applyStatus)(client, event)
  else if (type === 'message.status') applyStatus(client, event)
  else if (type === 'message.updated') rereadMessage(client, event)
  else if (type === 'message.imported') readImported(client, event)
  else if (type === 'conversation.created') readersOf(client).conversation(event.data.conversationId)
  else if (type === 'conversation.updated' || type === 'conversation.assigned' || type === 'conversation.closed')
    applyChange(client, event)
  else if (type === 'conversation.read' || type === 'conversation.unread') applyReading(client, event)
  else if (type === 'contact.opted_out' || type === 'contact.opted_in') applyConsent(client, event)
}

/** Imported messages may be anywhere in the conversation: only the server knows what to show now. */
function readImported(client: QueryClient, { data }: EventOf<'message.imported'>): void {
  readersOf(client).thread(data.conversationId)
  readersOf(client).conversation(data.conversationId)
}

/** The event contains what was changed; a conversation that is not known here is read. */
function applyChange(
  client: QueryClient,
  event: EventOf<'conversation.updated' | 'conversation.assigned' | 'conversation.closed'>,
): void {
  const { conversationId } = event.data
  const row = knownConversation(client, conversationId)
  if (!row) readersOf(client).conversation(conversationId)
  else if (event.type === 'conversation.updated') placeConversation(client, { ...row, ...event.data.changed })
}

/**
 * Reading counts for each person: what the same person did in another window counts here, what colleagues did does not.
 */
function applyReading(client: QueryClient, { data }: EventOf<'conversation.read' | 'conversation.unread'>): void {
  const me = client.getQueryData<Me>(meQuery.queryKey)?.user.id
  const row = knownConversation(client, data.conversationId)
  if (row && data.userId === me) placeConversation(client, { ...row, unreadCount: data.unreadCount })
}

/** A customer opted out or in: every conversation with them shows it. */
function applyConsent(
  client: QueryClient,
  { type, at, data }: EventOf<'contact.opted_out' | 'contact.opted_in'>,
): void {
  if (data.scope !== 'all') return
  const optedOutAt = type === 'contact.opted_out' ? at : null
  const known = new Map(listsOf(client).flatMap(([, pages]) => rowsOf(pages).map(row => [row.id, row] as const)))
  for (const [, row] of client.getQueriesData<Conversation>({ queryKey: ['conversation'] }))
    if (row) known.set(row.id, row)
  for (const row of known.values())
    if (row.contact?.id === data.contactId)
      placeConversation(client, { ...row, contact: { ...row.contact, optedOutAt } })
}

function applyMessage(
  client: QueryClient,
  event: EventOf<'message.received' | 'message.queued' | 'message.sent'>,
): void {
  const { conversationId: id } = event.data
  const message = messageOf(event)
  const row = knownConversation(client, id)
  if (message && row) placeConversation(client, withMessage(row, message))
  else readersOf(client).conversation(id)
  if (message) receiveMessage(client, id, message)
  else readersOf(client).thread(id)
}

/** Adds a message to its conversation, when that was read; missing messages before it are fetched. */
export function receiveMessage(client: QueryClient, id: string, message: Message): void {
  const key = messagesQuery(id).queryKey
  const thread = client.setQueryData<Thread>(key, before => before && addMessages(before, [message]))
  if (thread && (hasGap(thread) || message.direction === 'inbound')) readersOf(client).thread(id)
}

/** A message is shown differently because its file has come: this message alone is read again, links included. */
function rereadMessage(client: QueryClient, { data }: EventOf<'message.updated'>): void {
  const { conversationId: id, messageId, seq, type } = data
  // What it says is new, not only its file: the list may show it.
  if (type !== undefined) readersOf(client).conversation(id)
  const key = messagesQuery(id).queryKey
  const shown = messagesOf(client.getQueryData<Thread>(key)).some(message => message.id === messageId)
  if (!shown) return
  messagesAfter(id, seq - 1, 1)
    .then(({ items }) => client.setQueryData<Thread>(key, before => before && addMessages(before, items)))
    .catch(() => client.invalidateQueries({ queryKey: key }))
}

function applyStatus(client: QueryClient, event: EventOf<'message.status' | 'message.sent'>): void {
  const { conversationId: id, messageId, status } = event.data
  const { error, playedAt } = event.type === 'message.status' ? event.data : {}
  client.setQueryData<Thread>(messagesQuery(id).queryKey, thread => {
    const moved = thread && setStatus(thread, messageId, status, error)
    return moved && playedAt ? setPlayed(moved, messageId, playedAt) : moved
  })
  if (status === 'sent') readersOf(client).thread(id)
  const row = knownConversation(client, id)
  if (row && status === 'failed' && row.lastMessage?.direction === 'outbound') readersOf(client).conversation(id)
}
