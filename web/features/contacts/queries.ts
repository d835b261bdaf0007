import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, wholePage } from '../../lib/api/client.ts'
import type { Contact } from '../../lib/api/types.ts'

export const CONTACTS_KEY = ['contacts'] as const

/** Contacts, or those that `q` finds; newest first. */
export const contactsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...CONTACTS_KEY, q] as const,
    queryFn: ({ pageParam, signal }) =>
      wholePage<Contact>(
        api.GET('/api/v1/contacts', {
          params: { query: { limit: 50, ...(q && { q }), ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.nextCursor,
  })
