import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../../lib/api/client.ts'

/** What protects the person's account besides the password. */
export const twoFactorQuery = queryOptions({
  queryKey: ['two-factor'] as const,
  queryFn: () => data(api.GET('/api/v1/two-factor')),
})
