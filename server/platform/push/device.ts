import type { Context } from '../context.ts'
import { sha256 } from '../crypto/index.ts'
import { notFound } from '../errors/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import { mayBeInside, mustCarrySecrets, vetUrl } from '../outbound/index.ts'
import {
  deleteDevice,
  deleteOldDevices,
  forgetEndpoint,
  type PushDevice,
  saveDevice,
  selectDevice,
  selectDevices,
} from './push.sql.ts'

/** What a browser gives whoever may send to it. */
export interface Subscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

const REASON = 'devices belong to a person, not to a tenant'
/** A person has so many browsers at most; of more, the oldest are forgotten. */
const MOST_DEVICES = 20

export const subscriptionOf = (id: string): string => `push device ${id}`

/** Origins that may be inside: those that the operator names, and in development this machine. */
export const insideOf = ({ config }: Pick<Context, 'config'>, url: string): string[] =>
  mayBeInside(url, config) ? [new URL(url).origin] : []

/**
 * Remembers a browser of a person, for as long as the session there lasts.
 *
 * @throws URL_NOT_ALLOWED, URL_NOT_ENCRYPTED, URL_UNRESOLVED: a push service is public, and reached over https
 */
export async function addDevice(
  context: Context,
  owner: { userId: Uuid; sessionId: Uuid; device: string },
  subscription: Subscription,
): Promise<PushDevice> {
  const { endpoint } = subscription
  await vetUrl(endpoint, { trustedOrigins: insideOf(context, endpoint) })
  mustCarrySecrets(endpoint, context.config)
  const [id, endpointHash] = [newId(), sha256(endpoint)]
  const sealed = await context.secrets.seal(null, JSON.stringify(subscription), subscriptionOf(id))
  return await context.db.system(REASON, async tx => {
    await tx.run(forgetEndpoint(endpointHash))
    await tx.run(saveDevice({ id, ...owner, endpointHash, subscription: sealed }))
    await tx.run(deleteOldDevices(owner.userId, MOST_DEVICES))
    return await tx.one(selectDevice(owner.userId, id))
  })
}

export const listDevices = ({ db }: Context, userId: Uuid, limit: number, before: Uuid | null): Promise<PushDevice[]> =>
  db.system(REASON, tx => tx.rows(selectDevices(userId, limit, before)))

/** Throws NOT_FOUND. */
export async function removeDevice({ db }: Context, userId: Uuid, id: Uuid): Promise<void> {
  if ((await db.system(REASON, tx => tx.run(deleteDevice(userId, id)))) === 0) throw notFound()
}
