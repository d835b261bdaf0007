import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data, page } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { teamsQuery } from '../../../lib/session/teams.ts'
import { toast } from '../../../ui/toast.tsx'

/** The people of one team. */
export const teamMembersQuery = (id: string) =>
  queryOptions({
    queryKey: ['team-members', id] as const,
    queryFn: () => page(api.GET('/api/v1/teams/{id}/members', { params: { path: { id }, query: { limit: 200 } } })),
  })

/** A change of the teams: reads them again, and says what was refused. */
function useTeamChange<Input>(change: (input: Input) => Promise<unknown>, tell = true) {
  const text = useErrorText()
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onError: error => tell && toast(text(error), 'red'),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: teamsQuery.queryKey })
      void client.invalidateQueries({ queryKey: ['team-members'] })
    },
  })
}

/** The dialog shows what it throws. */
export const useAddTeam = () =>
  useTeamChange((name: string) => data(api.POST('/api/v1/teams', { body: { name } })), false)

export const useRemoveTeam = () =>
  useTeamChange((id: string) => data(api.DELETE('/api/v1/teams/{id}', { params: { path: { id } } })))

export const useJoin = (id: string) =>
  useTeamChange((userId: string) =>
    data(api.POST('/api/v1/teams/{id}/members', { params: { path: { id } }, body: { userId } })),
  )

export const useLeave = (id: string) =>
  useTeamChange((userId: string) =>
    data(api.DELETE('/api/v1/teams/{id}/members/{userId}', { params: { path: { id, userId } } })),
  )
