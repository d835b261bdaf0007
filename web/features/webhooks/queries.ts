import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, data, page } from '../../lib/api/client.ts'
import type { WebhookAttempt, WebhookEndpoint } from '../../lib/api/types.ts'

const nextCursor = (last: { nextCursor: string | null }) => last.nextCursor

export const endpointsQuery = infiniteQueryOptions({
  queryKey: ['webhooks'] as const,
  queryFn: ({ pageParam }) =>
    page<WebhookEndpoint>(
      api.GET('/api/v1/webhook-endpoints', {
        params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: nextCursor,
  refetchInterval: 15_000,
})

/** Calls to one endpoint, newest first. */
export const attemptsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['webhook-attempts', id] as const,
    queryFn: ({ pageParam }) =>
      page<WebhookAttempt>(
        api.GET('/api/v1/webhook-endpoints/{id}/attempts', {
          params: { path: { id }, query: { limit: 20, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    refetchInterval: 5_000,
  })

/** What has arrived at a debugger. */
export const debuggerQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhook-debugger', id] as const,
    queryFn: () => data(api.GET('/api/v1/webhook-debugger/{id}', { params: { path: { id } } })),
    refetchInterval: 2_000,
  })
