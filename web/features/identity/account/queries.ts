import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, page } from '../../../lib/api/client.ts'

/** Where the person is signed in. */
export const sessionsQuery = infiniteQueryOptions({
  queryKey: ['own-sessions'] as const,
  queryFn: ({ pageParam }) =>
    page(
      api.GET('/api/v1/auth/sessions', { params: { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } } }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: last => last.nextCursor,
})

/** The browsers that show the person notifications. */
export const pushDevicesQuery = infiniteQueryOptions({
  queryKey: ['push-devices'] as const,
  queryFn: ({ pageParam }) =>
    page(
      api.GET('/api/v1/notifications/devices', {
        params: { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: last => last.nextCursor,
})
