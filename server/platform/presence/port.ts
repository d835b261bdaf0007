/**
 * Who is connected now, in any process. Each connection says so again and again: an entry that was not renewed for
 * `PRESENT_SECONDS` is gone, so a process that died leaves nobody behind. May be forgotten at any time; the next renewal brings it back.
 *
 * `Value` is what a connection says of itself; it is kept as JSON.
 */
export interface PresenceStore {
  /** Keeps or renews a connection of a member, and when the member was last seen. Costs the same however many others there are. */
  put<Value extends object>(connection: ConnectionKey, value: Value): Promise<void>
  /** The connection has ended. */
  remove(connection: ConnectionKey): Promise<void>
  /** What the connections of one member say now; no order. */
  valuesOf<Value extends object>(group: string, member: string): Promise<Value[]>
  /** The same of everybody in a group who is connected. */
  list<Value extends object>(group: string): Promise<Map<string, Value[]>>
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

export const PRESENT_SECONDS = 60
export const SEEN_DAYS = 30
