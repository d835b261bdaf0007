import type { PresenceStore } from './port.ts'

export const PRESENCE_STATUSES = ['online', 'away', 'busy', 'offline'] as const
export type PresenceStatus = (typeof PRESENCE_STATUSES)[number]

/** What a connection says of what its person wants to be shown as. */
export interface StatusChoice {
  status: PresenceStatus
  /** When the person chose the status, in milliseconds since 1970; 0: never, so that it yields to a choice made elsewhere. */
  chosenAt: number
}

/** What the person chose last, on whichever device; connected without a choice is online, not connected is offline. */
export function statusOf(own: readonly StatusChoice[]): PresenceStatus {
  const [first, ...others] = own
  if (!first) return 'offline'
  return others.reduce((latest, one) => (one.chosenAt > latest.chosenAt ? one : latest), first).status
}

/** The status of everybody in a group who is connected. */
export async function statusesIn(presence: PresenceStore, group: string): Promise<Map<string, PresenceStatus>> {
  const here = await presence.list<StatusChoice>(group)
  return new Map([...here].map(([member, own]) => [member, statusOf(own)]))
}
