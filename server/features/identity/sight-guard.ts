import type { FastifyRequest } from 'fastify'
import type { HttpApp } from '../../platform/context.ts'
import { AppError } from '../../platform/errors/index.ts'
import { hookFor } from '../../platform/http/index.ts'
import { ERRORS } from './errors.ts'

/** What tells of all conversations together, or joins two of them; and keys, which act for the whole business. */
const OF_ALL =
  /^\/api\/v1\/(events|audit-events|dead-letters|webhook-endpoints|webhook-debugger|api-keys|contacts\/:id\/merge|contacts\/merges)(\/|$)/
/** What decides who sees what. */
const DECIDES = /^\/api\/v1\/(users|invitations|teams|roles)(\/|$)/

/** Who sees some conversations only neither reads of all of them nor gives sight, to themselves or others. Throws SIGHT_BOUND. */
export function guardSight(app: HttpApp): void {
  const refuse = async () => {
    throw new AppError(ERRORS.SIGHT_BOUND)
  }
  // Before the input is looked at.
  app.addHook('preValidation', hookFor(isOfAll, refuse))
}

function isOfAll({ principal, method, routeOptions: { url = '' } }: FastifyRequest): boolean {
  return principal?.sight !== undefined && (OF_ALL.test(url) || (method !== 'GET' && DECIDES.test(url)))
}
