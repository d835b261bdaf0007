import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, data, page } from '../../lib/api/client.ts'
import { errorOf } from '../../lib/api/errors.ts'
import type { AuditEvent } from '../../lib/api/types.ts'

/** What the list is narrowed to; empty: not at all. */
export interface AuditFilters {
  actor: string
  type: string
  from: string
  to: string
}

/** A day in the person's own time zone. */
const startOf = (day: string): string => new Date(`${day}T00:00:00`).toISOString()
const endOf = (day: string): string => {
  const next = new Date(`${day}T00:00:00`)
  next.setDate(next.getDate() + 1)
  return next.toISOString()
}

const queryOf = ({ actor, type, from, to }: AuditFilters) => ({
  ...(actor && { actor }),
  ...(type && { type }),
  ...(from && { from: startOf(from) }),
  ...(to && { to: endOf(to) }),
})

/** Who did what, newest first. */
export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters] as const,
    queryFn: ({ pageParam }) =>
      page<AuditEvent>(
        api.GET('/api/v1/audit-events', {
          params: { query: { limit: 50, ...queryOf(filters), ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.nextCursor,
  })

export const peopleQuery = queryOptions({
  queryKey: ['audit', 'people'] as const,
  queryFn: () => data(api.GET('/api/v1/users', { params: { query: { limit: 200 } } })),
})

/** The same as a file, saved by the browser. */
export async function saveCsv(filters: AuditFilters): Promise<void> {
  const query = { ...queryOf(filters), format: 'csv' as const }
  const { response, error, data: blob } = await api.GET('/api/v1/audit-events', { params: { query }, parseAs: 'blob' })
  if (!response.ok || !blob) throw errorOf(error, response)
  const address = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: address, download: 'audit.csv' })
  link.click()
  URL.revokeObjectURL(address)
}
