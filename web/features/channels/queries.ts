import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, data, page } from '../../lib/api/client.ts'
import { isForbidden } from '../../lib/api/errors.ts'
import type { Channel } from '../../lib/api/types.ts'
import { useMay } from '../../lib/session/me.ts'

/** Every channel of the business; a handful. */
export const channelsQuery = queryOptions({
  queryKey: ['channels'] as const,
  queryFn: () => page(api.GET('/api/v1/channels', { params: { query: { limit: 200 } } })),
})

/** One channel; people who may see it also get what to enter at the provider. */
export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: ['channel', id] as const,
    queryFn: () => data(api.GET('/api/v1/channels/{id}', { params: { path: { id } } })),
  })

/** What the provider recently told about a channel. */
export const noticesQuery = (id: string) =>
  queryOptions({
    queryKey: ['channel', id, 'notices'] as const,
    queryFn: () => page(api.GET('/api/v1/channels/{id}/notices', { params: { path: { id }, query: { limit: 10 } } })),
  })

export const useChannels = () => useQuery({ ...channelsQuery, enabled: useMay('channels:read') })

export const useChannel = (id: string): Channel | undefined =>
  useChannels().data?.items.find(channel => channel.id === id)

/**
 * The code that a phone scans. Asked for again before it expires, because an expired code is useless; not after a refusal, or
 * a person who gives no password would be asked for it every few seconds.
 */
export const linkCodeQuery = (id: string) =>
  queryOptions({
    queryKey: ['channel', id, 'link'] as const,
    queryFn: () => data(api.GET('/api/v1/channels/{id}/qr', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.kind === 'linked' || isForbidden(state.error) ? false : 3_000),
    gcTime: 0,
    staleTime: 0,
  })
