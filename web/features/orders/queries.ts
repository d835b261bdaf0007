import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, data, wholePage } from '../../lib/api/client.ts'
import type { Order } from '../../lib/api/types.ts'

export interface OrderFilter {
  /** One status, or several with commas between. */
  status?: string
  q?: string
  /** A day: placed on it or later, in the business's time zone. */
  from?: string
  /** A day: placed on it or earlier. */
  to?: string
  limit?: number
}

/** A list of orders, newest first. */
export const ordersQuery = (filter: OrderFilter) =>
  infiniteQueryOptions({
    queryKey: ['orders', filter] as const,
    queryFn: ({ pageParam, signal }) =>
      wholePage<Order>(
        api.GET('/api/v1/orders', {
          params: { query: { limit: 50, ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.nextCursor,
  })

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id] as const,
    queryFn: (): Promise<Order> => data(api.GET('/api/v1/orders/{id}', { params: { path: { id } } })),
  })

export const orderHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id, 'history'] as const,
    queryFn: () => data(api.GET('/api/v1/orders/{id}/history', { params: { path: { id } } })),
  })
