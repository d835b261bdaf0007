import type { FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { hookFor } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { API_KEY_ERRORS } from '../../identity/index.ts'
import { rehearsalProviders } from '../contract/provider-lookup.ts'
import { getChannelKind } from './channel.ts'

/** Refuses what a test key does not reach: every channel but the simulator's. Throws API_KEY_TEST, or NOT_FOUND. */
export async function mustBeRehearsal(tx: Tx, channelId: Uuid): Promise<void> {
  const { provider } = await getChannelKind(tx, channelId)
  if (!rehearsalProviders().includes(provider)) throw new AppError(API_KEY_ERRORS.API_KEY_TEST)
}

/** Asks that of every route about one channel, also of those that transports add. */
export function guardTestKeys(app: HttpApp, { db }: Context): void {
  const asks = ({ principal, routeOptions }: FastifyRequest) =>
    principal?.simulatorOnly === true && routeOptions.url?.startsWith('/api/v1/channels/:id') === true
  const mayReach = async ({ principal, params }: FastifyRequest) => {
    const { id } = params as { id: Uuid }
    await db.tenant(principal.tenantId, tx => mustBeRehearsal(tx, id))
  }
  app.addHook('preHandler', hookFor(asks, mayReach))
}
