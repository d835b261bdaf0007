import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data, page } from '../../lib/api/client.ts'
import type { OperatedTenant, TenantChange } from '../../lib/api/types.ts'

export interface TenantSearch {
  q: string
  status: '' | 'active' | 'trial' | 'suspended'
}

/** All businesses, newest first. */
export const tenantsQuery = ({ q, status }: TenantSearch) =>
  infiniteQueryOptions({
    queryKey: ['operator', 'tenants', q, status] as const,
    queryFn: ({ pageParam }) =>
      page(
        api.GET('/api/v1/tenants', {
          params: {
            query: { limit: 50, ...(q && { q }), ...(status && { status }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.nextCursor,
  })

export const tenantQuery = (id: string) =>
  queryOptions({
    queryKey: ['operator', 'tenant', id] as const,
    queryFn: () => data(api.GET('/api/v1/tenants/{id}', { params: { path: { id } } })),
  })

export const platformQuery = queryOptions({
  queryKey: ['operator', 'platform'] as const,
  queryFn: () => data(api.GET('/api/v1/platform')),
  refetchInterval: 5_000,
})

function useChanged(id: string) {
  const client = useQueryClient()
  return (tenant: OperatedTenant) => {
    client.setQueryData(tenantQuery(id).queryKey, tenant)
    void client.invalidateQueries({ queryKey: ['operator', 'tenants'] })
  }
}

export function useSuspend(id: string) {
  const changed = useChanged(id)
  return useMutation({
    mutationFn: (reason: string) =>
      data(api.POST('/api/v1/tenants/{id}/suspend', { params: { path: { id } }, body: { reason } })),
    onSuccess: changed,
  })
}

export function useResume(id: string) {
  const changed = useChanged(id)
  return useMutation({
    mutationFn: () => data(api.POST('/api/v1/tenants/{id}/resume', { params: { path: { id } } })),
    onSuccess: changed,
  })
}

export function useChangeTenant(id: string) {
  const changed = useChanged(id)
  return useMutation({
    mutationFn: (body: TenantChange) => data(api.PATCH('/api/v1/tenants/{id}', { params: { path: { id } }, body })),
    onSuccess: changed,
  })
}
