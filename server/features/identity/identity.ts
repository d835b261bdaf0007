import type { Context } from '../../platform/context.ts'
import { perContext } from '../../platform/services.ts'
import { createKeyProofs, type KeyProofs } from './api-keys/key-proofs.ts'
import { type AccessTokens, createAccessTokens } from './sessions/access-token.ts'
import { createLibrary, type Library } from './sessions/library.ts'
import { createSessions, type Sessions } from './sessions/session.ts'

/** What one process stores for identity; routes and sockets share it, so that both forget at the same time. */
export interface IdentityContext {
  context: Context
  library: Library
  tokens: AccessTokens
  sessions: Sessions
  keys: KeyProofs
}

/** The identity of this context. */
export const identityOf = perContext((context: Context): IdentityContext => {
  const library = createLibrary(context)
  const tokens = createAccessTokens(library)
  const keys = createKeyProofs(context)
  return { context, library, tokens, keys, sessions: createSessions(context, tokens, ended => keys.forget(ended)) }
})
