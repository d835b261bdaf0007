import { AppError } from '../../platform/errors/index.ts'
import { networkOf } from '../../platform/http/index.ts'
import { NO_TENANT, type Uuid } from '../../platform/ids/index.ts'
import { ERRORS } from './errors.ts'
import type { IdentityContext } from './identity.ts'
import { selectUser } from './members/member.sql.ts'
import { type Client, createSession } from './members/person.ts'
import { hashingFor, hashPassword, verifyPassword } from './passwords/passwords.ts'
import { noteSecurity } from './security-events.ts'
import { ACCESS_SECONDS } from './sessions/library.ts'
import { startFamily } from './sessions/refresh-token.ts'
import { deleteSessionsOf } from './sessions/session.sql.ts'
import type { SessionPrincipal } from './sessions/session.ts'
import type { TokenPair } from './sign-in.ts'

/**
 * Changes the password and ends every session of the person, also the one that asks: a stolen token is then worth
 * nothing. The answer has the tokens of a new session. Throws WRONG_PASSWORD.
 */
export async function changePassword(
  identity: IdentityContext,
  principal: SessionPrincipal,
  input: { currentPassword: string; newPassword: string },
  client: Client,
): Promise<TokenPair> {
  const { internalAdapter } = await identity.library.auth.$context
  const userId = principal.id
  const hash = await passwordHashOf(identity, userId)
  const user = await identity.context.db.system('a person belongs to no tenant', tx => tx.one(selectUser(userId)))
  const { done: newHash } = await hashingFor(networkOf(client.address), async () => {
    const right = hash && (await verifyPassword({ hash, password: input.currentPassword }))
    return right ? await hashPassword(input.newPassword, [user.email, user.name]) : undefined
  })
  if (newHash === undefined) throw new AppError(ERRORS.WRONG_PASSWORD)
  const tenantId = principal.tenantId === NO_TENANT ? null : principal.tenantId
  const opened = await identity.context.db.system('a password belongs to a person, not to a tenant', async tx => {
    await identity.library.join(tx, () => internalAdapter.updatePassword(userId, newHash))
    await tx.run(deleteSessionsOf(userId))
    const sessionId = await createSession(identity, tx, userId, client)
    return { sessionId, refreshToken: await startFamily(tx, identity.context.config, { userId, sessionId, tenantId }) }
  })
  await identity.sessions.end({ userId })
  await noteSecurity(identity.context, 'password.changed', userId, client)
  const { sessionId, refreshToken } = opened
  const accessToken = await identity.tokens.sign({ userId, sessionId, tenantId, role: principal.role })
  return { accessToken, refreshToken, expiresIn: ACCESS_SECONDS }
}

/** Undefined: the person has no password. */
export async function passwordHashOf({ library }: IdentityContext, userId: Uuid): Promise<string | undefined> {
  const { internalAdapter } = await library.auth.$context
  return (await internalAdapter.findCredentialAccount(userId))?.password ?? undefined
}
