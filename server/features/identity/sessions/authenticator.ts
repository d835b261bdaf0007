import type { FastifyRequest } from 'fastify'
import type { Context } from '../../../platform/context.ts'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import { type Principal, peerOf } from '../../../platform/http/index.ts'
import { looksLikeKey } from '../api-keys/key-text.ts'
import { identityOf } from '../identity.ts'

/** Finds out who calls: a person by a token of a session, or a program by an API key. Both throw UNAUTHENTICATED (401), or TENANT_SUSPENDED or API_KEY_ADDRESS (403). */
export interface Authenticator {
  /** From `Authorization: Bearer`; `anew`: asks the database. */
  authenticate(request: Pick<FastifyRequest, 'headers' | 'ip'>, how?: { anew?: boolean }): Promise<Principal>
  /** From the token and the address, as sockets have them. Throws SECOND_FACTOR_MISSING, too: a socket sets nothing up. */
  authenticateToken(token: string, address?: string): Promise<Principal>
}

/** No token of ours is longer. */
const MAX_LENGTH = 4096
const BEARER = /^bearer +(\S+)$/i

/**
 * What is known about a token is used for at most 5 seconds without asking the database; ending a session removes it at
 * once.
 */
export function createAuthenticator(context: Context): Authenticator {
  const { sessions, keys } = identityOf(context)
  const prove = async (token: string, address: string, how?: { anew?: boolean }) => {
    if (token.length > MAX_LENGTH) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
    return looksLikeKey(token) ? await keys.prove(token, address, how) : await sessions.prove(token, how)
  }
  return {
    authenticateToken: async (token, address = '') => {
      const principal = await prove(token, address)
      if (principal.lacksSecondFactor) throw new AppError(COMMON_ERRORS.SECOND_FACTOR_MISSING)
      return principal
    },
    authenticate: async (request, how) => {
      const token = BEARER.exec(request.headers.authorization ?? '')?.[1]
      if (!token) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
      return await prove(token, peerOf(request), how)
    },
  }
}
