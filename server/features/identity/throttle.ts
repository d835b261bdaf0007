import type { FastifyReply } from 'fastify'
import { sha256 } from '../../platform/crypto/index.ts'
import { AppError, COMMON_ERRORS } from '../../platform/errors/index.ts'
import type { LimitRule, Limits } from '../../platform/limits/index.ts'

/** How often one may try, each rule by its own key, within what any address may ask at all (platform/http). Addresses are those of the peer; offices share one, hence their size. */
export const TRIES = {
  loginByAccount: { name: 'login-account', points: 30, perSeconds: 900 },
  loginByAddress: { name: 'login-address', points: 300, perSeconds: 900 },
  registerByAddress: { name: 'register-address', points: 300, perSeconds: 3600 },
  refreshByToken: { name: 'refresh-token', points: 60, perSeconds: 60 },
  passwordByAccount: { name: 'password-account', points: 10, perSeconds: 900 },
} as const satisfies Record<string, LimitRule>

/**
 * Counts one try under each rule. Throws RATE_LIMITED when one is used up; Retry-After says how long to wait.
 * Keys are hashed: they hold addresses and secrets, and go to a store that others may read.
 */
export async function countTry(
  limits: Limits,
  reply: FastifyReply,
  ...tries: Array<[rule: LimitRule, key: string]>
): Promise<void> {
  for (const [rule, key] of tries) {
    const state = await limits.take(rule, sha256(key).toString('base64url'))
    if (state.allowed) continue
    reply.header('x-ratelimit-limit', state.limit)
    reply.header('x-ratelimit-remaining', state.remaining)
    reply.header('x-ratelimit-reset', state.resetAt)
    reply.header('retry-after', state.retryAfter)
    throw new AppError(COMMON_ERRORS.RATE_LIMITED)
  }
}
