import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, data } from '../api/client.ts'
import type { Bot } from '../api/types.ts'
import { useMay } from './me.ts'

/** What the bot of the business can do: no screen promises more. */
export const botQuery = queryOptions({
  queryKey: ['bot'] as const,
  queryFn: (): Promise<Bot> => data(api.GET('/api/v1/bot')),
  // No event tells clients about the catalogue, so while it is empty the first item is polled for.
  refetchInterval: ({ state }) => (state.data?.available && !state.data.canOrder ? 15_000 : false),
})

/** Undefined until known, and for people who may not see it: then nothing is promised either. */
export const useBot = (): Bot | undefined => useQuery({ ...botQuery, enabled: useMay('tenant:read') }).data
