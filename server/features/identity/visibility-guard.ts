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

/** Who sees some conversations only reads nothing of all of them, and changes what nobody sees. Throws VISIBILITY_LIMITED. */
export function guardVisibility(app: HttpApp): void {
  const refuse = async () => {
    throw new AppError(ERRORS.VISIBILITY_LIMITED)
  }
  // Before the input is looked at.
  app.addHook('preValidation', hookFor(isOfAll, refuse))
}

function isOfAll({ principal, method, routeOptions: { url = '' } }: FastifyRequest): boolean {
  return principal?.visibility !== undefined && (OF_ALL.test(url) || (method !== 'GET' && DECIDES.test(url)))
}
