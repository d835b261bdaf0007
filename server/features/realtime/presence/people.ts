import type { Context } from '../../../platform/context.ts'
import type { Principal } from '../../../platform/http/index.ts'
import { showId, type Uuid } from '../../../platform/ids/index.ts'
import { type PresenceStatus, type StatusChoice, statusOf } from '../../../platform/presence/index.ts'

/** What one connection says of its person. */
export interface OwnPresence extends StatusChoice {
  name: string
  device: string | null
  /** Conversations that are open there, as shown ids. */
  viewing: readonly string[]
}

/** A person as colleagues see them. */
export interface PersonPresence {
  userId: Uuid
  name: string | null
  status: PresenceStatus
  lastSeenAt: number | null
  devices: readonly string[]
  viewing: readonly string[]
}

/** Everybody of a business who is connected now, or was within the last 30 days. */
export async function presenceOf({ presence }: Pick<Context, 'presence'>, tenantId: Uuid): Promise<PersonPresence[]> {
  const [here, seen] = await Promise.all([presence.list<OwnPresence>(tenantId), presence.lastSeen(tenantId)])
  const people = new Set([...here.keys(), ...seen.keys()])
  return [...people].toSorted().map(userId => personOf(userId, here.get(userId) ?? [], seen.get(userId) ?? null))
}

function personOf(userId: Uuid, own: readonly OwnPresence[], lastSeenAt: number | null): PersonPresence {
  return {
    userId,
    name: own[0]?.name ?? null,
    status: statusOf(own),
    lastSeenAt,
    devices: [...new Set(own.flatMap(({ device }) => device ?? []))].toSorted(),
    viewing: [...new Set(own.flatMap(({ viewing }) => viewing))].toSorted(),
  }
}

/** One person's status now. */
export const statusOfPerson = async (
  { presence }: Pick<Context, 'presence'>,
  { tenantId, id }: Pick<Principal, 'tenantId' | 'id'>,
): Promise<PresenceStatus> => statusOf(await presence.valuesOf<OwnPresence>(tenantId, id))

/** In the form of the API. */
export const showPresence = (person: PersonPresence) => ({
  user: { id: showId('user', person.userId), name: person.name },
  status: person.status,
  lastSeenAt: person.lastSeenAt === null ? null : new Date(person.lastSeenAt).toISOString(),
  devices: [...person.devices],
  viewing: [...person.viewing],
})
