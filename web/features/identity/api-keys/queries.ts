import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data, page } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { NewApiKey } from '../../../lib/api/types.ts'
import { toast } from '../../../ui/toast.tsx'

export const keysQuery = infiniteQueryOptions({
  queryKey: ['api-keys'] as const,
  queryFn: ({ pageParam }) =>
    page(api.GET('/api/v1/api-keys', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: last => last.nextCursor,
})

const useRenew = () => {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keysQuery.queryKey })
}

/** Makes a key; the answer holds it once. */
export function useMakeKey() {
  const renew = useRenew()
  return useMutation({
    mutationFn: (key: NewApiKey) => data(api.POST('/api/v1/api-keys', { body: key })),
    onSuccess: renew,
  })
}

/** Gives a key another secret; the one before is accepted for the minutes given. */
export function useRotateKey() {
  const renew = useRenew()
  return useMutation({
    mutationFn: ({ id, overlapMinutes }: { id: string; overlapMinutes: number }) =>
      data(api.POST('/api/v1/api-keys/{id}/rotate', { params: { path: { id } }, body: { overlapMinutes } })),
    onSuccess: renew,
  })
}

export function useRevokeKey() {
  const renew = useRenew()
  const text = useErrorText()
  return useMutation({
    mutationFn: (id: string) => data(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: renew,
    onError: error => toast(text(error), 'red'),
  })
}
