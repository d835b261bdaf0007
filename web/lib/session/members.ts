import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, page } from '../api/client.ts'
import { useMay } from './me.ts'

/** The people of the business; read once, used wherever a person is named. */
export const membersQuery = {
  queryKey: ['members'] as const,
  queryFn: () => page(api.GET('/api/v1/users', { params: { query: { limit: 200 } } })),
  staleTime: 10 * 60_000,
}

export const useMembers = () => useQuery({ ...membersQuery, enabled: useMay('users:read') }).data?.items ?? []

/** Returns the name of a user's id; undefined when it is not, or not yet, known. */
export function useMemberName(): (id: string | null | undefined) => string | undefined {
  const members = useMembers()
  return useCallback(id => (id ? members.find(member => member.id === id)?.name : undefined), [members])
}
