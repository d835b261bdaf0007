import { useQuery } from '@tanstack/react-query'
import { api, data } from '../api/client.ts'
import type { Me, Tenant } from '../api/types.ts'

export const meQuery = {
  queryKey: ['me'] as const,
  queryFn: () => data(api.GET('/api/v1/auth/me')),
  staleTime: 5 * 60_000,
}

/** What the business has used of its plan this month. */
export const usageQuery = {
  queryKey: ['usage'] as const,
  queryFn: () => data(api.GET('/api/v1/tenant')),
  staleTime: 5 * 60_000,
}

/** Who is signed in, once known. */
export const useMe = (): Me | undefined => useQuery(meQuery).data

/** The business of the signed-in person, once known. */
export const useTenant = (): Tenant | undefined => useMe()?.tenant ?? undefined

/** Whether the signed-in person may do something; true until known, since the server decides anyway. */
export function useMay(permission: string): boolean {
  const me = useMe()
  return !me || me.permissions.includes(permission)
}
