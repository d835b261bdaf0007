import { AppError, COMMON_ERRORS } from '../../platform/errors/index.ts'
import { networkOf } from '../../platform/http/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { ERRORS } from './errors.ts'
import type { IdentityContext } from './identity.ts'
import { selectUser } from './members/member.sql.ts'
import type { Client } from './members/person.ts'
import { passwordHashOf } from './password.ts'
import { hashingFor, verifyPassword } from './passwords/passwords.ts'
import type { Proof } from './schema.ts'
import { noteSecurity } from './security-events.ts'
import { markAuthenticated } from './sessions/session.sql.ts'
import type { SessionPrincipal } from './sessions/session.ts'

/**
 * The person of a session proves once more who they are, so that it may change keys, credentials and members for a while:
 * this session, and no other of theirs. A second factor becomes another method in `PROOFS`. Throws WRONG_PASSWORD, or BUSY.
 * @returns for how many seconds it counts
 */
export async function reauthenticate(
  identity: IdentityContext,
  { id: userId, sessionId }: SessionPrincipal,
  proof: Proof,
  client: Client,
): Promise<number> {
  const { context } = identity
  if (!(await PROOFS[proof.method](identity, userId, proof, client))) {
    await noteSecurity(context, 'reauthentication.failed', userId, client)
    throw new AppError(ERRORS.WRONG_PASSWORD)
  }
  const marked = await context.db.system('a session belongs to no tenant', tx =>
    tx.run(markAuthenticated(sessionId, userId)),
  )
  if (marked === 0) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
  await noteSecurity(context, 'reauthentication.succeeded', userId, client)
  return context.config.sessions.recentSeconds
}

/** The address that tries to prove oneself are counted under, like those to sign in. */
export async function emailOf({ context }: IdentityContext, userId: Uuid): Promise<string> {
  const { email } = await context.db.system('a person belongs to no tenant', tx => tx.one(selectUser(userId)))
  return email
}

type Check = (identity: IdentityContext, userId: Uuid, proof: Proof, client: Client) => Promise<boolean>

/** How a person can prove who they are: whether the proof is right. */
const PROOFS: Record<Proof['method'], Check> = {
  password: async (identity, userId, { password }, client) => {
    const hash = await passwordHashOf(identity, userId)
    if (hash === undefined) return false
    const { done } = await hashingFor(networkOf(client.address), () => verifyPassword({ hash, password }))
    return done
  },
}
