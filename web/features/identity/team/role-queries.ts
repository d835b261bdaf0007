import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { NewRole } from '../../../lib/api/types.ts'
import { meQuery } from '../../../lib/session/me.ts'
import { rolesQuery } from '../../../lib/session/roles.ts'
import { toast } from '../../../ui/toast.tsx'

/** Of what roles are made. */
export const permissionsQuery = queryOptions({
  queryKey: ['permissions'] as const,
  queryFn: () => data(api.GET('/api/v1/permissions')),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Makes a role, or changes the one with this id. The dialog shows what it throws. */
export function useSaveRole(id: string | undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (role: { name: string; permissions: string[] }) => {
      // The choices come from the server's own table.
      const body = role as NewRole
      return id
        ? data(api.PATCH('/api/v1/roles/{id}', { params: { path: { id } }, body }))
        : data(api.POST('/api/v1/roles', { body }))
    },
    onSettled: () => {
      for (const queryKey of [rolesQuery.queryKey, meQuery.queryKey, ['team']])
        void client.invalidateQueries({ queryKey })
    },
  })
}

export function useRemoveRole() {
  const text = useErrorText()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => data(api.DELETE('/api/v1/roles/{id}', { params: { path: { id } } })),
    onError: error => toast(text(error), 'red'),
    onSettled: () => client.invalidateQueries({ queryKey: rolesQuery.queryKey }),
  })
}
