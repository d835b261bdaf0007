import type { QueryClient } from '@tanstack/react-query'
import { batched } from '../../../lib/api/batch.ts'
import { type Pages, placeRow, rowsOf } from '../../../lib/api/pages.ts'
import type { Conversation, Me, Message, MessageError, MessageStatus } from '../../../lib/api/types.ts'
import { shownId } from '../../../lib/ids.ts'
import type { LiveEvent } from '../../../lib/realtime.ts'
import { meQuery } from '../../../lib/session/me.ts'
import { type ConversationFilter, placingOf } from '../list/filter.ts'
import { conversationQuery, messagesAfter, messagesQuery } from '../queries.ts'
import { addMessages, hasGap, messagesOf, readFrom, setPlayed, setStatus, type Thread } from '../thread/thread-cache.ts'
import { bringsMessage, conversationOf, messageOf, withMessage } from './live-message.ts'

/** Past this many unknown conversations at once, lists are read anew instead of row by row. */
const MANY = 8

const listsOf = (client: QueryClient) => client.getQueriesData<Pages<Conversation>>({ queryKey: ['conversations'] })

/** A conversation as this browser last heard of it. */
export function knownConversation(client: QueryClient, id: string): Conversation | undefined {
  const own = client.getQueryData(conversationQuery(id).queryKey)
  if (own) return own
  for (const [, pages] of listsOf(client)) {
    const found = rowsOf(pages).find(row => row.id === id)
    if (found) return found
  }
  return undefined
}

/** Puts a conversation as it is now into every list that is already read. Results of a search keep their places. */
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

/** Reads what a thread misses after its newest message; one that nobody looks at is read when it is opened. */
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

/** Lets an event of the log change what is shown about conversations. */
export function applyInboxEvent(client: QueryClient, event: LiveEvent): void {
  if (event.type === 'contact.opted_out' || event.type === 'contact.opted_in') applyConsent(client, event)
  const id = conversationOf(event)
  if (!id) return
  if (event.type === 'message.updated') rereadMessage(client, event, id)
  else if (event.type.startsWith('message.')) (bringsMessage(event) ? applyMessage : applyStatus)(client, event, id)
  else if (event.type.startsWith('conversation.')) applyChange(client, event, id)
}

/** What somebody changed of a conversation is in the event; one that is not known here is read. */
function applyChange(client: QueryClient, event: LiveEvent, id: string): void {
  const row = knownConversation(client, id)
  const { changed } = event.data
  if (event.type === 'conversation.read' || event.type === 'conversation.unread') applyReading(client, event, row)
  else if (event.type === 'conversation.updated' && row && typeof changed === 'object' && changed) {
    placeConversation(client, { ...row, ...(changed as Partial<Conversation>) })
  } else if (event.type === 'conversation.created' || !row) readersOf(client).conversation(id)
}

/** Reading is each person's own: what somebody did in another window counts here, what colleagues did does not. */
function applyReading(client: QueryClient, { data }: LiveEvent, row: Conversation | undefined): void {
  const me = client.getQueryData<Me>(meQuery.queryKey)?.user.id
  if (row && shownId('usr', data.userId) === me && typeof data.unreadCount === 'number')
    placeConversation(client, { ...row, unreadCount: data.unreadCount })
}

/** A customer wants nothing more, or something again: every conversation with them says so. */
function applyConsent(client: QueryClient, { type, aggregate, at, data }: LiveEvent): void {
  if (data.scope !== 'all') return
  const optedOutAt = type === 'contact.opted_out' ? at : null
  const known = new Map(listsOf(client).flatMap(([, pages]) => rowsOf(pages).map(row => [row.id, row] as const)))
  for (const [, row] of client.getQueriesData<Conversation>({ queryKey: ['conversation'] }))
    if (row) known.set(row.id, row)
  for (const row of known.values())
    if (row.contact?.id === aggregate.id) placeConversation(client, { ...row, contact: { ...row.contact, optedOutAt } })
}

function applyMessage(client: QueryClient, event: LiveEvent, id: string): void {
  const message = messageOf(event)
  const row = knownConversation(client, id)
  if (message && row) placeConversation(client, withMessage(row, message))
  else readersOf(client).conversation(id)
  if (message) receiveMessage(client, id, message)
  else readersOf(client).thread(id)
}

/** Adds a message to its thread, when that is read; what is missing before it is fetched. */
export function receiveMessage(client: QueryClient, id: string, message: Message): void {
  const key = messagesQuery(id).queryKey
  const thread = client.setQueryData<Thread>(key, before => before && addMessages(before, [message]))
  if (thread && (hasGap(thread) || message.direction === 'inbound')) readersOf(client).thread(id)
}

/** A message is shown otherwise than before, because its file has come: it alone is read again, links and all. */
function rereadMessage(client: QueryClient, event: LiveEvent, id: string): void {
  const key = messagesQuery(id).queryKey
  const messageId = shownId('msg', event.data.messageId)
  const { seq } = event.data
  const shown = messagesOf(client.getQueryData<Thread>(key)).some(message => message.id === messageId)
  if (typeof seq !== 'number' || !shown) return
  messagesAfter(id, seq - 1, 1)
    .then(({ items }) => client.setQueryData<Thread>(key, before => before && addMessages(before, items)))
    .catch(() => client.invalidateQueries({ queryKey: key }))
}

function applyStatus(client: QueryClient, event: LiveEvent, id: string): void {
  const messageId = shownId('msg', event.data.messageId)
  const status = (event.data.status ?? (event.type === 'message.sent' ? 'sent' : undefined)) as
    | MessageStatus
    | undefined
  if (!messageId || !status) return
  const error = event.data.error as MessageError | undefined
  const { playedAt } = event.data
  client.setQueryData<Thread>(messagesQuery(id).queryKey, thread => {
    const moved = thread && setStatus(thread, messageId, status, error)
    return moved && typeof playedAt === 'string' ? setPlayed(moved, messageId, playedAt) : moved
  })
  if (status === 'sent') readersOf(client).thread(id)
  const row = knownConversation(client, id)
  if (row && status === 'failed' && row.lastMessage?.direction === 'outbound') readersOf(client).conversation(id)
}
