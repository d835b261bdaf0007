import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../api/client.ts'
import type { NoticeChoices } from '../api/types.ts'

/** What the signed-in person is told of in this business, and how. */
export const noticesQuery = queryOptions({
  queryKey: ['notice-choices'] as const,
  queryFn: (): Promise<NoticeChoices> => data(api.GET('/api/v1/notifications/choices')),
  staleTime: 5 * 60_000,
})
