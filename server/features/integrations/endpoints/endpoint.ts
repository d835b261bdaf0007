import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { type Actor, definedEvents, emit, newEvent, pick } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { mustHaveRoom } from '../../tenancy/index.ts'
import { INTEGRATION_ERRORS } from '../errors.ts'
import { INTEGRATION_EVENTS } from '../events.ts'
import { matchesType } from '../log/types.ts'
import { WEBHOOK_LOG_QUEUE } from '../queues.ts'
import type { EndpointChange, NewEndpoint } from './endpoint.schema.ts'
import {
  countEndpoints,
  deleteEndpoint,
  disableEndpoint,
  enableEndpoint,
  insertEndpoint,
  lockEndpoint,
  replaceSecret,
  selectEndpoint,
  updateEndpoint,
  type WebhookEndpoint,
} from './endpoint.sql.ts'
import { newSecret, sealSecret, unsealSecret } from './secret.ts'

/** For so long the secret before the last one signs, too. */
const OLD_SECRET_HOURS = 24

type Secrets = Pick<Context, 'secrets'>

/** Throws EVENT_TYPE_UNKNOWN: a filter that takes nothing is a mistake. */
export function mustBeTypes(filters: readonly string[]): void {
  const declared = definedEvents().map(({ type }) => type)
  const unknown = filters.filter(one => one !== '*' && !declared.some(type => matchesType(one, type)))
  if (unknown.length > 0) throw new AppError(INTEGRATION_ERRORS.EVENT_TYPE_UNKNOWN, { details: { types: unknown } })
}

/**
 * Adds an endpoint; its address has been vetted. It gets what happens from now on.
 *
 * @throws EVENT_TYPE_UNKNOWN, PLAN_BOUND_REACHED
 */
export async function addEndpoint(
  { secrets }: Secrets,
  tx: Tx,
  given: NewEndpoint,
  actor: Actor,
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  mustBeTypes(given.types)
  await mustHaveRoom(tx, 'webhook_endpoints', async () => (await tx.one(countEndpoints())).count)
  const id = newId()
  const secret = newSecret()
  const sealed = await sealSecret(secrets, tx.tenantId, id, secret)
  const endpoint = await tx.one(insertEndpoint(tx.tenantId, { ...given, id, secret: sealed }))
  await emit(tx, [
    newEvent(INTEGRATION_EVENTS['webhook_endpoint.created'], id, actor, { url: given.url, types: given.types }),
  ])
  tx.wake(WEBHOOK_LOG_QUEUE)
  return { endpoint, secret }
}

/** Changes an endpoint; a new address has been vetted. Throws NOT_FOUND, EVENT_TYPE_UNKNOWN. */
export async function changeEndpoint(tx: Tx, id: Uuid, change: EndpointChange, actor: Actor): Promise<WebhookEndpoint> {
  if (change.types) mustBeTypes(change.types)
  const before = await tx.one(lockEndpoint(id))
  const { enabled, ...fields } = change
  const wanted = { ...before, ...fields }
  let now = await tx.one(updateEndpoint(wanted))
  const was = before.state === 'enabled'
  if (enabled === true && !was) now = await tx.one(enableEndpoint(id))
  if (enabled === false && was) now = await tx.one(disableEndpoint(id, 'person'))
  const names = (['url', 'types', 'description', 'ordered'] as const).filter(
    name => JSON.stringify(before[name]) !== JSON.stringify(now[name]),
  )
  const turned = enabled !== undefined && enabled !== was
  if (names.length === 0 && !turned) return now
  const data = {
    changed: { ...pick(now, names), ...(turned && { enabled }) },
    before: { ...pick(before, names), ...(turned && { enabled: was }) },
  }
  await emit(tx, [newEvent(INTEGRATION_EVENTS['webhook_endpoint.updated'], id, actor, data)])
  tx.wake(WEBHOOK_LOG_QUEUE)
  return now
}

/** Removes an endpoint. Throws NOT_FOUND. */
export async function removeEndpoint(tx: Tx, id: Uuid, actor: Actor): Promise<void> {
  const { url } = await tx.one(lockEndpoint(id))
  await tx.run(deleteEndpoint(id))
  await emit(tx, [newEvent(INTEGRATION_EVENTS['webhook_endpoint.deleted'], id, actor, { url })])
}

/** Gives an endpoint a new secret; both sign for a day. Throws NOT_FOUND. */
export async function rotateSecret(
  { secrets }: Secrets,
  tx: Tx,
  id: Uuid,
  actor: Actor,
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  const secret = newSecret()
  const sealed = await sealSecret(secrets, tx.tenantId, id, secret)
  const endpoint = await tx.one(replaceSecret(id, sealed, OLD_SECRET_HOURS))
  await emit(tx, [newEvent(INTEGRATION_EVENTS['webhook_endpoint.secret_rotated'], id, actor, {})])
  return { endpoint, secret }
}

/** Throws NOT_FOUND. */
export async function secretOf(
  { secrets }: Secrets,
  tx: Tx,
  id: Uuid,
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  const endpoint = await tx.one(selectEndpoint(id))
  return { endpoint, secret: await unsealSecret(secrets, tx.tenantId, id, endpoint.secret) }
}

/** Ends it by itself: the endpoint is gone, or has failed for days. */
export async function giveUpEndpoint(tx: Tx, id: Uuid, reason: 'gone' | 'failing'): Promise<void> {
  const ended = await tx.maybe(disableEndpoint(id, reason))
  if (!ended) return
  const data = { url: ended.url, reason }
  await emit(tx, [newEvent(INTEGRATION_EVENTS['webhook_endpoint.disabled'], id, { kind: 'system' }, data)])
}
