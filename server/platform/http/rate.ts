import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { LimitRule } from '../limits/index.ts'
import type { Principal } from './access.ts'
import { networkOfPeer } from './network/peer.ts'

/** Requests a minute that the tenant's plan gives each of its API keys. */
export type PlanLimit = (tenantId: Uuid) => Promise<number>

const MINUTE = 60
/** For callers who are not signed in, by address. The people of an office may share one. */
const STRANGER: LimitRule = { name: 'api-address', points: 600, perSeconds: MINUTE }

/**
 * Whether a request counts: those to the API and to nothing do; those to webhooks, health, documentation and the web app do not.
 * The router alone reads the address. `/%61pi/…` and `http://host/api/…` are the API too.
 */
export const isLimited = ({ is404, routeOptions }: FastifyRequest): boolean =>
  is404 || routeOptions.url?.startsWith('/api/') === true

/** Whether the request of this answer was counted. */
export const isCounted = (reply: FastifyReply): boolean => reply.hasHeader('x-ratelimit-limit')

/** Counts a request of someone unknown. Throws RATE_LIMITED. */
export const countStranger = (context: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> =>
  count(context, STRANGER, networkOfPeer(request), reply)

/** Counts a request of a known caller: a person by the setting, an API key by its tenant's plan. Throws RATE_LIMITED. */
export async function countCaller(
  context: Context,
  planLimit: PlanLimit,
  principal: Principal,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { perMinute } = request.routeOptions.config
  const key = `${principal.tenantId}:${principal.id}`
  if (perMinute !== undefined) {
    const name = `${request.method} ${request.routeOptions.url}`
    return count(context, { name, points: perMinute, perSeconds: MINUTE }, key, reply)
  }
  if (principal.kind === 'user') {
    const { requests, perSeconds } = context.config.personLimit
    return count(context, { name: 'api-person', points: requests, perSeconds }, key, reply)
  }
  return count(
    context,
    { name: 'api-key', points: await planLimit(principal.tenantId), perSeconds: MINUTE },
    key,
    reply,
  )
}

/** Counts a request under a rule of a route's own. Throws RATE_LIMITED. */
export const countUnder = (context: Pick<Context, 'limits'>, rule: LimitRule, key: string, reply: FastifyReply) =>
  count(context, rule, key, reply)

async function count(
  { limits }: Pick<Context, 'limits'>,
  rule: LimitRule,
  key: string,
  reply: FastifyReply,
): Promise<void> {
  const state = await limits.take(rule, key)
  reply.header('x-ratelimit-limit', state.limit)
  reply.header('x-ratelimit-remaining', state.remaining)
  reply.header('x-ratelimit-reset', state.resetAt)
  if (state.allowed) return
  reply.header('retry-after', state.retryAfter)
  throw new AppError(COMMON_ERRORS.RATE_LIMITED)
}
