import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api/client.ts'
import { errorOf } from '../../lib/api/errors.ts'
import type { Health } from '../../lib/api/types.ts'

/** Asked again every few seconds while the page is open. A 503 is an answer too: it says what is down. */
export const healthQuery = queryOptions({
  queryKey: ['health'] as const,
  queryFn: async (): Promise<Health> => {
    const { data, error, response } = await api.GET('/health')
    const body = (data ?? error) as Partial<Health> | undefined
    if (!body?.status) throw errorOf(error, response)
    return body as Health
  },
  staleTime: 0,
  refetchInterval: 5_000,
})
