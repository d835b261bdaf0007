import type { FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../../platform/context.ts'
import { AppError } from '../../platform/errors/index.ts'
import { hookFor } from '../../platform/http/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { mustBeRehearsal } from '../channels/index.ts'
import { API_KEY_ERRORS } from '../identity/index.ts'
import { getConversation } from './conversations/conversation.ts'
import { getMessage } from './message.ts'

const ONE = /^\/api\/v1\/(conversations|messages)\/:id/
/** What works on things of all channels together, or tells of them: the log has what was said on each. */
const MANY =
  /^\/api\/v1\/(conversations\/bulk|messages\/uncertain|dead-letters|media\/:id|events|audit-events|history|webhook-endpoints)(\/|$)/

/** A test key reaches conversations and messages of the simulator alone. Throws API_KEY_TEST, or NOT_FOUND. */
export function guardTestKeys(app: HttpApp, { db }: Context): void {
  const mayReach = async ({ principal, params, routeOptions }: FastifyRequest) => {
    const url = routeOptions.url ?? ''
    if (MANY.test(url)) throw new AppError(API_KEY_ERRORS.API_KEY_TEST)
    const kind = ONE.exec(url)?.[1]
    if (!kind) return
    const { id } = params as { id: Uuid }
    await db.tenant(principal.tenantId, async tx => {
      const { channelId } = kind === 'messages' ? await getMessage(tx, id) : await getConversation(tx, id)
      await mustBeRehearsal(tx, channelId)
    })
  }
  app.addHook(
    'preHandler',
    hookFor(({ principal }) => principal?.simulatorOnly === true, mayReach),
  )
}
