import { PRESENT_SECONDS, type PresenceStore, SEEN_DAYS } from './port.ts'

interface Member {
  connections: Map<string, { text: string; expiresAt: number }>
  seenAt: number
}

/** Presence in this process. */
export function createMemoryPresence(now: () => number = Date.now): PresenceStore {
  const groups = new Map<string, Map<string, Member>>()

  const membersOf = (group: string): Map<string, Member> => {
    const members = groups.get(group) ?? new Map<string, Member>()
    groups.set(group, members)
    return members
  }
  const seen = (group: string, member: string): Member => {
    const members = membersOf(group)
    const found = members.get(member) ?? { connections: new Map(), seenAt: 0 }
    found.seenAt = now()
    members.set(member, found)
    return found
  }
  /** Removes what was not renewed, and gives copies of the rest, exactly as from Redis. */
  const read = <Value>({ connections }: Member): Value[] => {
    for (const [connection, { expiresAt }] of connections) if (expiresAt <= now()) connections.delete(connection)
    return [...connections.values()].map(({ text }) => JSON.parse(text) as Value)
  }
  return {
    put: async ({ group, member, connection }, value) => {
      const expiresAt = now() + PRESENT_SECONDS * 1000
      seen(group, member).connections.set(connection, { text: JSON.stringify(value), expiresAt })
    },
    remove: async ({ group, member, connection }) => void seen(group, member).connections.delete(connection),
    valuesOf: async (group, member) => {
      const found = groups.get(group)?.get(member)
      return found ? read(found) : []
    },
    list: async <Value>(group: string) => {
      const all = [...membersOf(group)].map(([member, found]) => [member, read<Value>(found)] as const)
      return new Map(all.filter(([, values]) => values.length > 0))
    },
    lastSeen: async group => {
      const members = membersOf(group)
      const oldest = now() - SEEN_DAYS * 86_400_000
      for (const [member, { seenAt }] of members) if (seenAt < oldest) members.delete(member)
      return new Map([...members].map(([member, { seenAt }]) => [member, seenAt]))
    },
    close: async () => groups.clear(),
  }
}
