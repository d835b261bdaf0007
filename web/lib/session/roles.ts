import { useQuery } from '@tanstack/react-query'
import { api, page } from '../api/client.ts'
import { useMay } from './me.ts'

/** Roles that the business has made itself, by name. */
export const rolesQuery = {
  queryKey: ['roles'] as const,
  queryFn: () => page(api.GET('/api/v1/roles', { params: { query: { limit: 200 } } })),
  staleTime: 10 * 60_000,
}

export const useOwnRoles = () => useQuery({ ...rolesQuery, enabled: useMay('users:read') }).data?.items ?? []
