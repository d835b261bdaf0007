import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, data, type Page, page, wholePage } from '../../lib/api/client.ts'
import type { Conversation, DescribedMessage, Message, ReportedStatus } from '../../lib/api/types.ts'
import type { ConversationFilter } from './list/filter.ts'

/** The key under which messages of unknown outcome are cached. */
export const UNCERTAIN_KEY = ['uncertain'] as const

/** The key under which every list of conversations is cached. */
export const CONVERSATIONS_KEY = ['conversations'] as const

const MESSAGES = 50

/** The API description leaves the bodies of messages open; their types are known here. */
export const asMessage = (described: DescribedMessage): Message => described as Message

const messagePage = async (answer: Parameters<typeof page<DescribedMessage>>[0]): Promise<Page<Message>> => {
  const { items, nextCursor } = await page(answer)
  return { items: items.map(asMessage), nextCursor }
}

/** A list of conversations. */
export const conversationsQuery = (filter: ConversationFilter) =>
  infiniteQueryOptions({
    queryKey: [...CONVERSATIONS_KEY, filter] as const,
    queryFn: ({ pageParam, signal }) =>
      wholePage<Conversation>(
        api.GET('/api/v1/conversations', {
          params: { query: { limit: 40, ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.nextCursor,
  })

/** What became of a message, as its provider told it. */
export const statusesQuery = (id: string) =>
  queryOptions({
    queryKey: ['statuses', id] as const,
    queryFn: (): Promise<ReportedStatus[]> =>
      data(api.GET('/api/v1/messages/{id}/statuses', { params: { path: { id }, query: { limit: 100 } } })),
    staleTime: 0,
  })

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id] as const,
    queryFn: (): Promise<Conversation> => data(api.GET('/api/v1/conversations/{id}', { params: { path: { id } } })),
  })

/** The messages of a conversation, newest page first; each further page is older. */
export const messagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['messages', id] as const,
    queryFn: ({ pageParam, signal }) =>
      messagePage(
        api.GET('/api/v1/conversations/{id}/messages', {
          params: { path: { id }, query: { limit: MESSAGES, ...(pageParam ? { before: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: last => (last.nextCursor ? Math.min(...last.items.map(message => message.seq)) : null),
  })

/** What came after a message, oldest first. */
export const messagesAfter = (id: string, after: number, limit = 200): Promise<Page<Message>> =>
  messagePage(api.GET('/api/v1/conversations/{id}/messages', { params: { path: { id }, query: { limit, after } } }))
