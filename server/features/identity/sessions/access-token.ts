import { z } from 'zod'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Library } from './library.ts'

/**
 * The content of an access token. Role and tenant are looked up again anyway, so a token cannot keep a right that was
 * taken away.
 */
export interface AccessClaims {
  userId: Uuid
  sessionId: Uuid
  /** Null: a platform administrator who works for no business. */
  tenantId: Uuid | null
  role: string
}

const uuid = z.guid()
const CLAIMS = z.object({
  sub: uuid,
  sid: uuid,
  tid: uuid.nullable(),
  role: z.string(),
  typ: z.literal('access'),
  exp: z.number(),
})
const HEADER = z.object({ alg: z.literal('EdDSA'), kid: uuid })

export interface AccessTokens {
  sign(claims: AccessClaims): Promise<string>
  /**
   * The claims and when they end (Unix ms). Throws UNAUTHENTICATED for anything that we did not sign as an access
   * token.
   */
  verify(token: string): Promise<AccessClaims & { expiresAt: number }>
}

/** Access tokens are JWTs signed with Ed25519; the keys are the library's, private ones encrypted at rest. */
export function createAccessTokens(library: Library): AccessTokens {
  const { auth, keys } = library
  let ready: Promise<unknown> | undefined
  /** Creates the first key when there is none, once for all callers. */
  const firstKey = () => {
    ready ??= auth.api.getJwks().catch(error => {
      ready = undefined
      throw error
    })
    return ready
  }
  return {
    sign: async ({ userId, sessionId, tenantId, role }) => {
      await firstKey()
      const iat = Math.floor(Date.now() / 1000)
      const payload = { sub: userId, sid: sessionId, tid: tenantId, role, typ: 'access', iat }
      return (await auth.api.signJWT({ body: { payload } })).token
    },
    verify: async token => {
      keys.expect(keyIdOf(token))
      const { payload } = await auth.api.verifyJWT({ body: { token } })
      const claims = CLAIMS.safeParse(payload)
      if (!claims.success) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
      const { sub, sid, tid, role, exp } = claims.data
      return { userId: sub, sessionId: sid, tenantId: tid, role, expiresAt: exp * 1000 }
    },
  }
}

/** The id of the key that the token names. Refuses at once a token that does not claim our kind of signature. */
function keyIdOf(token: string): string {
  const header = HEADER.safeParse(parseHeader(token))
  if (!header.success) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
  return header.data.kid
}

function parseHeader(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.', 1)[0]!, 'base64url').toString('utf8'))
  } catch (cause) {
    throw new AppError(COMMON_ERRORS.UNAUTHENTICATED, { cause })
  }
}
