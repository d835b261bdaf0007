import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, page } from '../api/client.ts'
import { useMay } from './me.ts'

/** The teams of the business, by name; read once, used wherever a team is named. */
export const teamsQuery = {
  queryKey: ['teams'] as const,
  queryFn: () => page(api.GET('/api/v1/teams', { params: { query: { limit: 200 } } })),
  staleTime: 10 * 60_000,
}

export const useTeams = () => useQuery({ ...teamsQuery, enabled: useMay('users:read') }).data?.items ?? []

/** Returns the name of a team's id; undefined when it is not, or not yet, known. */
export function useTeamName(): (id: string | null | undefined) => string | undefined {
  const teams = useTeams()
  return useCallback(id => (id ? teams.find(team => team.id === id)?.name : undefined), [teams])
}
