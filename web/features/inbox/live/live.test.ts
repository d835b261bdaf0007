import { QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Pages, rowsOf } from '../../../lib/api/pages.ts'
import type { Conversation, EventOf, LiveEvent, ReceivedContent } from '../../../lib/api/types.ts'
import { type ConversationFilter, filterOf, UNREAD_FILTER } from '../list/filter.ts'
import { conversationsQuery, messagesQuery } from '../queries.ts'
import { conversation, message } from '../samples.ts'
import { messagesOf, type Thread } from '../thread/thread-cache.ts'
import { applyInboxEvent, knownConversation, placeConversation, receiveMessage } from './live.ts'

const OPEN: ConversationFilter = { status: 'open', sort: 'recent' }
const UNREAD: ConversationFilter = { unread: 'true', sort: 'recent' }
const WAITING: ConversationFilter = { status: 'open', sort: 'waiting' }
const FOUND: ConversationFilter = { q: 'x', sort: 'recent' }

let client: QueryClient
const read = (filter: ConversationFilter, rows: Conversation[]) =>
  client.setQueryData(conversationsQuery(filter).queryKey, {
    pages: [{ items: rows, nextCursor: null }],
    pageParams: [null],
  })
const list = (filter: ConversationFilter) =>
  rowsOf(client.getQueryData(conversationsQuery(filter).queryKey) as Pages<Conversation>).map(row => row.contact?.name)
const thread = (id: string) => messagesOf(client.getQueryData<Thread>(messagesQuery(id).queryKey))

const AT = '2026-11-21T11:00:00.000Z'
const about = (id: string) => ({
  id: 'evt',
  cursor: '1',
  version: 1,
  at: AT,
  aggregate: { type: 'conversation' as const, id },
  actor: { kind: 'system' as const, id: null },
})
const where = { channelId: 'chn_1', contactId: null, replyToProviderId: null }
const told = { providerAt: AT, receivedAt: AT, providerMessageId: 'wamid.1' }
const received = (
  no: number,
  seq = 1,
  type = 'text',
  content: ReceivedContent = { text: { body: 'news' } },
): LiveEvent => {
  const conversationId = conversation(no).id
  const data = { messageId: message(seq).id, seq, type, content, botPaused: false }
  return { ...about(conversationId), type: 'message.received', data: { ...data, ...told, ...where, conversationId } }
}

beforeEach(() => {
  client = new QueryClient()
  const [first, second] = [conversation(1), conversation(2)]
  read(OPEN, [second, first])
  read(UNREAD, [])
  read(WAITING, [])
  read(FOUND, [second, first])
})

describe('a message that comes in', () => {
  it('takes its conversation to the top of the newest, and into the unread and the waiting', () => {
    applyInboxEvent(client, received(1))
    expect(list(OPEN)).toEqual(['Contact 1', 'Contact 2'])
    expect(list(UNREAD)).toEqual(['Contact 1'])
    expect(list(WAITING)).toEqual(['Contact 1'])
  })

  it('says what it says, counts, and opens the window for a day', () => {
    applyInboxEvent(client, received(1))
    const row = knownConversation(client, conversation(1).id)!
    expect(row.lastMessage?.preview).toBe('news')
    expect(row.unreadCount).toBe(1)
    expect(row.windowExpiresAt).toBe('2026-11-22T11:00:00.000Z')
  })

  it('keeps the places of search results', () => {
    applyInboxEvent(client, received(1))
    expect(list(FOUND)).toEqual(['Contact 2', 'Contact 1'])
  })

  it('stands in the thread, once', () => {
    const { id } = conversation(1)
    client.setQueryData(messagesQuery(id).queryKey, { pages: [{ items: [], nextCursor: null }], pageParams: [null] })
    applyInboxEvent(client, received(1))
    applyInboxEvent(client, received(1))
    expect(thread(id).map(one => one.text?.body)).toEqual(['news'])
  })

  it('a notice by WhatsApp changes the line but asks for no answer', () => {
    applyInboxEvent(client, received(1, 2, 'system', { system: { kind: 'user_changed_number' } }))
    expect(list(UNREAD)).toEqual([])
    expect(knownConversation(client, conversation(1).id)!.lastMessage?.type).toBe('system')
  })
})

it('a message from before the number was connected is no news: nobody has to answer it', () => {
  const conversationId = conversation(1).id
  const before = knownConversation(client, conversationId)
  const what = {
    messageId: message(5).id,
    seq: 5,
    type: 'text',
    content: { text: { body: 'long ago' } },
    providerAt: AT,
  }
  const data = {
    ...what,
    ...told,
    ...where,
    direction: 'inbound' as const,
    status: 'received' as const,
    conversationId,
  }
  applyInboxEvent(client, { ...about(conversationId), type: 'message.imported', data })
  expect(knownConversation(client, conversationId)).toEqual(before)
  expect(list(UNREAD)).toEqual([])
})

it('an answer by a colleague ends the waiting and pauses the bot', () => {
  applyInboxEvent(client, received(1))
  const conversationId = conversation(1).id
  const author = { kind: 'user' as const, id: 'usr_1' }
  const data = { messageId: message(2).id, seq: 2, type: 'text', content: { text: { body: 'yes' } }, author }
  applyInboxEvent(client, {
    ...about(conversationId),
    type: 'message.queued',
    data: { ...data, ...where, conversationId },
  })
  expect(list(WAITING)).toEqual([])
  expect(knownConversation(client, conversation(1).id)!.botPaused).toBe(true)
})

it('a status sets the ticks of its message', () => {
  const { id } = conversation(1)
  const sent = message(1, { direction: 'outbound', status: 'sent' })
  client.setQueryData(messagesQuery(id).queryKey, { pages: [{ items: [sent], nextCursor: null }], pageParams: [null] })
  const data = { messageId: sent.id, seq: 1, status: 'read' as const, conversationId: id }
  applyInboxEvent(client, { ...about(id), type: 'message.status', data })
  expect(thread(id)[0]!.status).toBe('read')
})

it('what a colleague changed is changed here', () => {
  applyInboxEvent(client, received(1))
  const conversationId = conversation(1).id
  const data = { changed: { unreadCount: 0, status: 'resolved' as const }, before: {}, conversationId }
  applyInboxEvent(client, { ...about(conversationId), type: 'conversation.updated', data })
  expect(list(OPEN)).toEqual(['Contact 2'])
  expect(list(UNREAD)).toEqual([])
})

it('a resolved conversation leaves the open ones', () => {
  placeConversation(client, conversation(2, { status: 'resolved' }))
  expect(list(OPEN)).toEqual(['Contact 1'])
})

it('events about other things change nothing', () => {
  applyInboxEvent(client, {
    ...about(conversation(1).id),
    type: 'channel.connected',
    aggregate: { type: 'channel', id: 'chn_1' },
    data: { channelId: 'chn_1', provider: 'simulator', name: 'Shop' },
  })
  expect(list(OPEN)).toEqual(['Contact 2', 'Contact 1'])
})

describe('a message whose file has come', () => {
  const conversationId = conversation(1).id
  const size = { bytes: 10, width: 1, height: 1 }
  const file = { kind: 'image' as const, state: 'ready' as const, mimeType: 'image/png', filename: null, ...size }
  const updated = (seq: number): LiveEvent => {
    const media = { ...file, mediaId: 'media_1', problem: null }
    const data = { messageId: message(seq).id, seq, media, conversationId }
    return { ...about(conversationId), type: 'message.updated', data }
  }
  const key = messagesQuery(conversation(1).id).queryKey
  const isStale = () => client.getQueryState(key)!.isInvalidated
  beforeEach(() => client.setQueryData(key, { pages: [{ items: [message(7)], nextCursor: null }], pageParams: [null] }))

  it('is read again; when that fails, as without a server here, with its thread', async () => {
    applyInboxEvent(client, updated(7))
    await vi.waitFor(() => expect(isStale()).toBe(true))
  })

  it('is left alone where it is not shown', async () => {
    applyInboxEvent(client, updated(8))
    await new Promise(resolve => setImmediate(resolve))
    expect(isStale()).toBe(false)
  })
})

describe('what waits and what is read', () => {
  const { id: conversationId } = conversation(1)
  const queued = (kind: EventOf<'message.queued'>['data']['author']['kind'], seq = 2): LiveEvent => {
    const content = { text: { body: 'answer' } }
    const data = { messageId: message(seq).id, seq, type: 'text', content, author: { kind }, ...where, conversationId }
    return { ...about(conversationId), type: 'message.queued', data }
  }
  const row = () => knownConversation(client, conversation(1).id)!

  it.each(['user', 'api', 'bot'] as const)('ends with an answer by a %s', kind => {
    applyInboxEvent(client, received(1))
    applyInboxEvent(client, queued(kind))
    expect(row()).toMatchObject({ waitingSince: null, unreadCount: 0, botPaused: kind === 'user' })
    expect([list(UNREAD), list(WAITING)]).toEqual([[], []])
  })

  it('does not end with what a bot adds when people have the conversation, nor with a campaign', () => {
    placeConversation(client, { ...conversation(1), botPaused: true })
    applyInboxEvent(client, received(1))
    applyInboxEvent(client, queued('bot'))
    applyInboxEvent(client, queued('campaign', 3))
    expect(row()).toMatchObject({ waitingSince: expect.any(String), unreadCount: 1 })
  })

  it('begins with a hand-over, which goes into the list of who waits at once', () => {
    const at = '2026-11-21T11:00:00.000Z'
    const changed = { botPaused: true, waitingSince: at, handedOverAt: at, unreadCount: 1 }
    const data = { changed, before: {}, conversationId }
    applyInboxEvent(client, { ...about(conversationId), type: 'conversation.updated', data })
    expect(row()).toMatchObject(changed)
    expect(list(WAITING)).toEqual(['Contact 1'])
    applyInboxEvent(client, queued('user'))
    expect(row().handedOverAt).toBeNull()
  })

  it('is each person’s own: what a colleague read is unread here, what I read elsewhere is not', () => {
    client.setQueryData(['me'], { user: { id: `usr_${'a'.repeat(32)}` } })
    const read = (user: string): LiveEvent => {
      const data = { userId: `usr_${user.repeat(32)}`, unreadCount: 0, conversationId }
      return { ...about(conversationId), type: 'conversation.read', data }
    }
    applyInboxEvent(client, received(1))
    applyInboxEvent(client, read('b'))
    expect(row().unreadCount).toBe(1)
    applyInboxEvent(client, read('a'))
    expect(row().unreadCount).toBe(0)
  })

  it('an opt-out is shown in every conversation with the customer, until it is taken back', () => {
    const told = (type: 'contact.opted_out' | 'contact.opted_in', scope: 'all' | 'marketing'): LiveEvent => ({
      ...about(conversationId),
      type,
      aggregate: { type: 'contact', id: 'con_1' },
      data: { scope, source: 'word', at: AT, contactId: 'con_1' },
    })
    applyInboxEvent(client, told('contact.opted_out', 'marketing'))
    expect(row().contact?.optedOutAt).toBeNull()
    applyInboxEvent(client, told('contact.opted_out', 'all'))
    expect(row().contact?.optedOutAt).toBe('2026-11-21T11:00:00.000Z')
    applyInboxEvent(client, told('contact.opted_in', 'all'))
    expect(row().contact?.optedOutAt).toBeNull()
  })
})

describe('why a message failed', () => {
  const ERROR = { code: 131026, title: 'Message undeliverable', text: 'The phone cannot receive this now.' }
  const sent = message(1, { direction: 'outbound', status: 'queued' })
  const { conversationId } = sent
  const data = { messageId: sent.id, seq: 1, status: 'failed' as const, error: ERROR, conversationId }
  const failed: LiveEvent = { ...about(conversationId), type: 'message.status', data }
  const shown = () => thread(sent.conversationId).map(({ status, error }) => [status, error?.title])

  beforeEach(() => {
    client.setQueryData(messagesQuery(sent.conversationId).queryKey, {
      pages: [{ items: [sent], nextCursor: null }],
      pageParams: [null],
    })
  })

  it('is shown with the event that tells of it', () => {
    applyInboxEvent(client, failed)
    expect(shown()).toEqual([['failed', ERROR.title]])
  })

  it('stays when the answer to the sending comes later and still knows nothing of it', () => {
    applyInboxEvent(client, failed)
    receiveMessage(client, sent.conversationId, sent)
    expect(shown()).toEqual([['failed', ERROR.title]])
  })

  it('is told also when the failure alone was known before', () => {
    receiveMessage(client, sent.conversationId, { ...sent, status: 'failed' })
    applyInboxEvent(client, failed)
    expect(shown()).toEqual([['failed', ERROR.title]])
  })

  it('is gone when the message arrived after all', () => {
    applyInboxEvent(client, failed)
    applyInboxEvent(client, { ...failed, data: { ...failed.data, status: 'delivered', error: undefined } })
    expect(shown()).toEqual([['delivered', undefined]])
  })
})

describe('a snoozed conversation', () => {
  const TODO = filterOf({}, '')
  const ALL = filterOf({ tab: 'all' }, '')
  const later = new Date(Date.now() + 3_600_000).toISOString()
  const change = (changed: EventOf<'conversation.updated'>['data']['changed']): LiveEvent => {
    const { id: conversationId } = conversation(1)
    return { ...about(conversationId), type: 'conversation.updated', data: { changed, before: {}, conversationId } }
  }
  beforeEach(() => {
    for (const filter of [TODO, UNREAD_FILTER, ALL]) read(filter, [])
    placeConversation(client, conversation(1, { unreadCount: 2 }))
  })

  it('leaves the lists of what is to be done, and the count on the icon, and comes back when its time has come', () => {
    applyInboxEvent(client, change({ snoozedUntil: later }))
    expect([list(TODO), list(UNREAD_FILTER), list(ALL)]).toEqual([[], [], ['Contact 1']])
    applyInboxEvent(client, change({ snoozedUntil: null }))
    expect([list(TODO), list(UNREAD_FILTER)]).toEqual([['Contact 1'], ['Contact 1']])
  })

  it('comes back when the customer writes', () => {
    applyInboxEvent(client, change({ snoozedUntil: later }))
    applyInboxEvent(client, received(1, 2))
    expect(list(TODO)).toEqual(['Contact 1'])
  })
})

it('the icon counts what the list of the unread shows', () => {
  expect(UNREAD_FILTER).toEqual({ ...filterOf({ tab: 'unread' }, ''), limit: 100 })
})
