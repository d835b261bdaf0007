import { type PresenceEntry, type PresenceStore, SEEN_DAYS } from './port.ts'

interface Group {
  entries: Map<string, PresenceEntry & { expiresAt: number }>
  seen: Map<string, number>
}

/** Presence in this process. */
export function createMemoryPresence(now: () => number = Date.now): PresenceStore {
  const groups = new Map<string, Group>()
  const keyOf = (member: string, connection: string) => `${member}/${connection}`

  /** A group is swept whenever it is touched, so that it never grows by what is over. */
  const groupOf = (name: string): Group => {
    const group = groups.get(name) ?? { entries: new Map(), seen: new Map() }
    groups.set(name, group)
    for (const [key, { expiresAt }] of group.entries) if (expiresAt <= now()) group.entries.delete(key)
    return group
  }
  return {
    put: async (entry, ttlSeconds) => {
      const { entries, seen } = groupOf(entry.group)
      const value = JSON.parse(JSON.stringify(entry.value)) as PresenceEntry['value']
      entries.set(keyOf(entry.member, entry.connection), { ...entry, value, expiresAt: now() + ttlSeconds * 1000 })
      seen.set(entry.member, now())
    },
    remove: async ({ group, member, connection }) => {
      const { entries, seen } = groupOf(group)
      if (entries.delete(keyOf(member, connection))) seen.set(member, now())
    },
    list: async group => [...groupOf(group).entries.values()].map(({ expiresAt: _, ...entry }) => entry),
    lastSeen: async group => {
      const { seen } = groupOf(group)
      const oldest = now() - SEEN_DAYS * 86_400_000
      for (const [member, at] of seen) if (at < oldest) seen.delete(member)
      return new Map(seen)
    },
    close: async () => groups.clear(),
  }
}
