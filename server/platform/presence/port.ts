/**
 * Who is connected now, in any process. Each connection says so again and again: an entry that was not renewed for its time is
 * gone, so a process that died leaves nobody behind. May be forgotten at any time; the next renewal brings it back.
 */
export interface PresenceStore {
  /** Keeps or renews what a connection of a member says of itself, for `ttlSeconds`, and when the member was last seen. */
  put(entry: PresenceEntry, ttlSeconds: number): Promise<void>
  /** The connection has ended. */
  remove(connection: ConnectionKey): Promise<void>
  /** All connections of a group now; no order. */
  list(group: string): Promise<PresenceEntry[]>
  /** When each member of a group was last connected, in milliseconds since 1970; forgotten after 30 days. */
  lastSeen(group: string): Promise<ReadonlyMap<string, number>>
  close(): Promise<void>
}

/** A group is a business, a member a person of it; one member may have several connections. */
export interface ConnectionKey {
  group: string
  member: string
  connection: string
}

export interface PresenceEntry extends ConnectionKey {
  /** JSON. */
  value: Readonly<Record<string, unknown>>
}

export const SEEN_DAYS = 30
