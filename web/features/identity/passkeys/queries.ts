import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data, page } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { toast } from '../../../ui/toast.tsx'
import { twoFactorQuery } from '../two-factor/queries.ts'

/** The passkeys of the person. */
export const passkeysQuery = infiniteQueryOptions({
  queryKey: ['passkeys'] as const,
  queryFn: ({ pageParam }) =>
    page(api.GET('/api/v1/passkeys', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: last => last.nextCursor,
})

/** Reads again what a change of passkeys changes. */
export function useReadAgain() {
  const client = useQueryClient()
  return () => {
    void client.invalidateQueries({ queryKey: passkeysQuery.queryKey })
    void client.invalidateQueries({ queryKey: twoFactorQuery.queryKey, exact: true })
  }
}

export function useRename() {
  const text = useErrorText()
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      data(api.PATCH('/api/v1/passkeys/{id}', { params: { path: { id } }, body: { name } })),
    onError: error => toast(text(error), 'red'),
    onSettled: useReadAgain(),
  })
}

export function useRemovePasskey() {
  const text = useErrorText()
  return useMutation({
    mutationFn: (id: string) => data(api.DELETE('/api/v1/passkeys/{id}', { params: { path: { id } } })),
    onError: error => toast(text(error), 'red'),
    onSettled: useReadAgain(),
  })
}
