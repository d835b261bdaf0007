import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { NO_TENANT, type Uuid } from '../ids/index.ts'
import type { LimitRule } from '../limits/index.ts'
import type { Principal } from './access.ts'
import { networkOfPeer } from './network/peer.ts'

/** Requests a minute that the tenant's plan gives: to each API key, to each person (null: the setting's), and to all of them together. */
export type PlanLimit = (tenantId: Uuid) => Promise<{ key: number; person: number | null; business: number }>

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

/**
 * Counts a request of a known caller: of the person or API key by itself, and of the business with all of them together. Throws
 * RATE_LIMITED. The headers tell of the caller's own limit.
 */
export async function countCaller(
  context: Context,
  planLimit: PlanLimit,
  principal: Principal,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { tenantId, id } = principal
  const key = `${tenantId}:${id}`
  if (tenantId === NO_TENANT) return count(context, personRule(context, null), key, reply)
  const limits = await planLimit(tenantId)
  await count(context, ownRule(context, limits, principal, request), key, reply)
  const rule = { name: 'api-business', points: limits.business, perSeconds: MINUTE }
  const { allowed, retryAfter } = await context.limits.take(rule, tenantId)
  if (allowed) return
  reply.header('retry-after', retryAfter)
  throw new AppError(COMMON_ERRORS.RATE_LIMITED)
}

function ownRule(
  context: Context,
  limits: Awaited<ReturnType<PlanLimit>>,
  { kind }: Principal,
  request: FastifyRequest,
): LimitRule {
  const { perMinute } = request.routeOptions.config
  const name = `${request.method} ${request.routeOptions.url}`
  if (perMinute !== undefined) return { name, points: perMinute, perSeconds: MINUTE }
  if (kind === 'user') return personRule(context, limits.person)
  return { name: 'api-key', points: limits.key, perSeconds: MINUTE }
}

function personRule({ config }: Context, perMinute: number | null): LimitRule {
  const { requests, perSeconds } = config.personLimit
  if (perMinute === null) return { name: 'api-person', points: requests, perSeconds }
  return { name: 'api-person', points: perMinute, perSeconds: MINUTE }
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
