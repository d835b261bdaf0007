import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../../lib/api/client.ts'

/** What the business uses of its plan, by metric. */
export const planUsageQuery = queryOptions({
  queryKey: ['plan', 'usage'] as const,
  queryFn: () => data(api.GET('/api/v1/usage')),
})

export const plansQuery = queryOptions({
  queryKey: ['plan', 'plans'] as const,
  queryFn: () => data(api.GET('/api/v1/plans')),
})
