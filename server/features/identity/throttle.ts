import type { FastifyReply } from 'fastify'
import { sha256 } from '../../platform/crypto/index.ts'
import { AppError, COMMON_ERRORS } from '../../platform/errors/index.ts'
import type { LimitRule, LimitState, Limits } from '../../platform/limits/index.ts'

/**
 * How often a person may try, each rule by its own key, within the limit for every network address (platform/http).
 * Addresses are those of the peer; offices share one, so the limits are large.
 */
export const TRIES = {
  /**
   * For one account from one network, or from one known device. Each further window makes the wait longer for those who
   * go on.
   */
  loginByAccount: { name: 'login-account', points: 30, perSeconds: 900 },
  loginByAccountLong: { name: 'login-account-long', points: 60, perSeconds: 7_200 },
  loginByAccountDay: { name: 'login-account-day', points: 100, perSeconds: 86_400 },
  /**
   * For one account from all networks together, known devices apart: what many strangers may try in a day. Passwords
   * that a thousand guesses find are refused when they are chosen.
   */
  loginFromAnywhere: { name: 'login-anywhere', points: 1_000, perSeconds: 86_400 },
  loginByAddress: { name: 'login-address', points: 300, perSeconds: 900 },
  registerByAddress: { name: 'register-address', points: 300, perSeconds: 3600 },
  /** Answers that an address has an account already. After these the network may register nobody, so it learns no more. */
  takenByAddress: { name: 'register-taken', points: 20, perSeconds: 3600 },
  refreshByToken: { name: 'refresh-token', points: 60, perSeconds: 60 },
  /** Guesses of tokens have no chance anyway; this keeps them cheap. */
  linkByAddress: { name: 'link-address', points: 120, perSeconds: 900 },
  inviteByTenant: { name: 'invite-tenant', points: 200, perSeconds: 3600 },
  /** Mail to one address, whoever asks for it. */
  mailByRecipient: { name: 'mail-recipient', points: 10, perSeconds: 3600 },
  /** Codes for one account from one network, or from one known device. Three of a million codes are right at one time. */
  codeByAccount: { name: 'code-account', points: 10, perSeconds: 900 },
  codeByAccountDay: { name: 'code-account-day', points: 50, perSeconds: 86_400 },
  /** From all networks together, known devices apart. */
  codeFromAnywhere: { name: 'code-anywhere', points: 200, perSeconds: 86_400 },
  passwordByAccount: { name: 'password-account', points: 10, perSeconds: 900 },
} as const satisfies Record<string, LimitRule>

export type Try = [rule: LimitRule, key: string]

/**
 * Counts one try under each rule. Throws RATE_LIMITED when a rule is used up; Retry-After says how long to wait. Keys
 * are hashed: they hold addresses and secrets, and go to a store that others may read.
 */
export async function countTry(limits: Limits, reply: FastifyReply, ...tries: Try[]): Promise<void> {
  for (const [rule, key] of tries) {
    const state = await limits.take(rule, sha256(key).toString('base64url'))
    if (!state.allowed) throw limited(reply, state)
  }
}

function limited(reply: FastifyReply, { limit, remaining, resetAt, retryAfter }: LimitState): AppError {
  reply.header('x-ratelimit-limit', limit)
  reply.header('x-ratelimit-remaining', remaining)
  reply.header('x-ratelimit-reset', resetAt)
  reply.header('retry-after', Math.max(1, retryAfter))
  return new AppError(COMMON_ERRORS.RATE_LIMITED)
}

/** Throws RATE_LIMITED when nothing is left under a rule, and counts nothing. */
export async function mustHaveLeft(limits: Limits, reply: FastifyReply, [rule, key]: Try): Promise<void> {
  const state = await limits.take(rule, sha256(key).toString('base64url'), 0)
  if (state.remaining < 1) throw limited(reply, state)
}

/** A known device has its own allowance, which nobody else can use up. */
const placeOf = (email: string, network: string, device: string | undefined): string =>
  device === undefined ? `${email}\n${network}` : `${email}\ndevice ${device}`

/** The rules that a sign-in counts under. */
export function loginTries(email: string, network: string, device: string | undefined): Try[] {
  const from = placeOf(email, network, device)
  const own: Try[] = [
    [TRIES.loginByAccount, from],
    [TRIES.loginByAccountLong, from],
    [TRIES.loginByAccountDay, from],
  ]
  if (device !== undefined) return own
  return [...own, [TRIES.loginByAddress, network], [TRIES.loginFromAnywhere, email]]
}

/** The rules that the codes of a second factor count under. */
export function codeTries(email: string, network: string, device: string | undefined): Try[] {
  const from = placeOf(email, network, device)
  const own: Try[] = [
    [TRIES.codeByAccount, from],
    [TRIES.codeByAccountDay, from],
  ]
  return device === undefined ? [...own, [TRIES.loginByAddress, network], [TRIES.codeFromAnywhere, email]] : own
}
