import type { Context } from '../../platform/context.ts'
import { type AccessTokens, createAccessTokens } from './sessions/access-token.ts'
import { createLibrary, type Library } from './sessions/library.ts'
import { createSessions, type Sessions } from './sessions/session.ts'

/** What one process holds for identity; routes and sockets share it, so that what one forgets the other has forgotten. */
export interface IdentityContext {
  context: Context
  library: Library
  tokens: AccessTokens
  sessions: Sessions
}

const made = new WeakMap<Context, IdentityContext>()

/** The identity of this context, made at the first call. */
export function identityOf(context: Context): IdentityContext {
  const known = made.get(context)
  if (known) return known
  const library = createLibrary(context)
  const tokens = createAccessTokens(library)
  const identity = { context, library, tokens, sessions: createSessions(context, tokens) }
  made.set(context, identity)
  return identity
}
