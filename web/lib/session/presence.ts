import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, data } from '../api/client.ts'
import type { PersonPresence } from '../api/types.ts'
import { type Availability, type PersonStatus, realtime } from '../realtime.ts'
import { storage } from '../storage.ts'
import { useMay, useMe } from './me.ts'

/** Somebody whose computer died tells nobody: the list is read again from time to time. */
const AGAIN_MS = 60_000
const KEY = 'tawsil.availability'

export const presenceQuery = {
  queryKey: ['presence'] as const,
  queryFn: () => data(api.GET('/api/v1/presence')),
  refetchInterval: AGAIN_MS,
}

export type PersonState = PersonPresence['status']

/** Returns what a colleague is now, by the id of the user; offline while nothing else is known. */
export function usePresence(): (id: string) => PersonState {
  const people = useQuery({ ...presenceQuery, enabled: useMay('users:read') }).data
  return useCallback(id => people?.find(({ user }) => user.id === id)?.status ?? 'offline', [people])
}

/** What the signed-in person is shown as, and how to change it; the choice holds until another is made, in this browser. */
export function useAvailability(): [now: PersonState, choose: (status: Availability) => void] {
  const client = useQueryClient()
  const me = useMe()?.user
  const stateOf = usePresence()
  const choose = (status: Availability) => {
    storage.write(KEY, status === 'online' ? null : status)
    realtime.choose(status)
    // What this window says, others hear, and not this window.
    if (me) applyPerson(client, { user: me, status })
  }
  return [me ? stateOf(me.id) : 'offline', choose]
}

/** The choice of last time is told as soon as there is a connection. */
export function recallAvailability(): void {
  const kept = storage.read(KEY)
  if (kept === 'away' || kept === 'busy') realtime.choose(kept)
}

/** Puts what was told of a colleague into what was read. */
export function applyPerson(client: QueryClient, { user, status }: PersonStatus): void {
  client.setQueryData<PersonPresence[]>(presenceQuery.queryKey, people => {
    if (!people) return people
    const lastSeenAt = new Date().toISOString()
    if (people.some(person => person.user.id === user.id))
      return people.map(person => (person.user.id === user.id ? { ...person, status, lastSeenAt } : person))
    return [...people, { user, status, lastSeenAt, devices: [], viewing: [] }]
  })
}
