import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, data, type Page, page } from '../../lib/api.ts'
import type { Conversation, Message } from '../../lib/types.ts'
import type { ConversationFilter } from './filter.ts'

/** What the count on the inbox's icon is made of. */
export const UNREAD_FILTER: ConversationFilter = { status: 'open', unread: true, sort: 'recent', limit: 100 }

const MESSAGES = 50

/** A list of conversations. */
export const conversationsQuery = (filter: ConversationFilter) =>
  infiniteQueryOptions({
    queryKey: ['conversations', filter] as const,
    queryFn: ({ pageParam, signal }): Promise<Page<Conversation>> =>
      page(
        api.GET('/api/v1/conversations', {
          params: { query: { limit: 40, ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.nextCursor,
  })

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id] as const,
    queryFn: () => data(api.GET('/api/v1/conversations/{id}', { params: { path: { id } } })),
  })

/** A thread, newest page first; each next page is older. */
export const messagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['messages', id] as const,
    queryFn: ({ pageParam, signal }): Promise<Page<Message>> =>
      page(
        api.GET('/api/v1/conversations/{id}/messages', {
          params: { path: { id }, query: { limit: MESSAGES, ...(pageParam ? { before: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: last => (last.nextCursor ? Math.min(...last.items.map(message => message.seq)) : null),
  })

/** What came after a message, oldest first. */
export const messagesAfter = (id: string, after: number): Promise<Page<Message>> =>
  page(api.GET('/api/v1/conversations/{id}/messages', { params: { path: { id }, query: { limit: 200, after } } }))
