import { setTimeout as wait } from 'node:timers/promises'
import { isAPIError } from 'better-auth/api'
import type { SystemTx } from '../../platform/db/index.ts'
import { AppError, notFound } from '../../platform/errors/index.ts'
import { networkOf } from '../../platform/http/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { findTenant, showTenant, type Tenant } from '../tenancy/index.ts'
import { ERRORS } from './errors.ts'
import type { IdentityContext } from './identity.ts'
import { mailNewDevice } from './mails/mails.ts'
import { mailSecurityChange } from './mails/security-change.ts'
import { selectAffiliations, selectUser, type UserRow } from './members/member.sql.ts'
import { VISITOR } from './members/permissions.ts'
import { type Client, showUser } from './members/person.ts'
import { hashingFor, hashPassword } from './passwords/passwords.ts'
import { noteFailedSignIn, noteSecurity } from './security-events.ts'
import { ACCESS_SECONDS, PEER_HEADER } from './sessions/library.ts'
import { rotate, startFamily } from './sessions/refresh-token.ts'
import { deleteSession, selectSession, selectSessionByToken } from './sessions/session.sql.ts'
import type { SessionPrincipal } from './sessions/session.ts'
import { suspended } from './suspended.ts'
import { askSecondFactor, type CodeKind } from './two-factor/second-factor.ts'

/**
 * A refusal takes at least this long. The library computes a hash for unknown addresses too; this hides the query or
 * two by which the two cases still differ.
 */
const REFUSAL_MS = 100

/** A session opened in a transaction: everything but the access token, which is signed after the commit. */
export interface OpenedSession {
  user: UserRow
  tenant: Tenant | null
  role: string
  sessionId: Uuid
  refreshToken: string
}

export interface TokenPair {
  accessToken: string
  refreshToken: string
  /** How many seconds the access token is valid. */
  expiresIn: number
}

/** The tokens of an opened session, with the person they are for. Call it after the commit. */
export async function answerSignIn(identity: IdentityContext, opened: OpenedSession) {
  const { user, tenant, role, sessionId, refreshToken } = opened
  const claims = { userId: user.id, sessionId, tenantId: tenant?.id ?? null, role }
  const accessToken = await identity.tokens.sign(claims)
  const pair: TokenPair = { accessToken, refreshToken, expiresIn: ACCESS_SECONDS }
  return { tenant: tenant && showTenant(tenant), user: showUser(user), role, ...pair }
}

/**
 * Signs in by password, into the business that the person last worked in. Throws INVALID_CREDENTIALS: the same, after
 * the same work, for an unknown address and a wrong password; SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG; NO_BUSINESS;
 * TENANT_SUSPENDED.
 */
export async function signIn(
  identity: IdentityContext,
  input: { email: string; password: string; totp?: string | undefined },
  client: Client,
  { knownDevice }: { knownDevice: boolean },
) {
  const { email, password, totp } = input
  const { done, outdated } = await hashingFor(networkOf(client.address), () =>
    checkPassword(identity, { email, password }, client),
  )
  const { userId, token } = done
  if (outdated) await renewHash(identity, userId, password)
  const { by, opened } = await identity.context.db.system('sign-in finds the businesses of a person', async tx => {
    const { id: sessionId } = await tx.one(selectSessionByToken(token))
    const asked = await askSecondFactor(identity, tx, userId, totp)
    if (!asked.refused) {
      const of = { userId, sessionId, client, knownDevice, by: asked.by }
      return { by: asked.by, opened: await openInLastTenant(identity, tx, of) }
    }
    // The library makes a session for the password alone. Nobody has seen its token, and it ends here.
    await tx.run(deleteSession(sessionId))
    return { by: null, opened: asked.refused }
  })
  if (opened instanceof AppError) {
    if (opened.code === ERRORS.SECOND_FACTOR_WRONG.code)
      await noteSecurity(identity.context, 'second_factor.failed', userId, client)
    throw opened
  }
  await noteSignedIn(identity, userId, by, client)
  return await answerSignIn(identity, opened)
}

/** Writes that a person has signed in, and whether a recovery code was used up by that. */
export async function noteSignedIn(
  { context }: IdentityContext,
  userId: Uuid,
  by: CodeKind | null,
  client: Client,
): Promise<void> {
  if (by === 'recovery_code') await noteSecurity(context, 'recovery_code.used', userId, client)
  await noteSecurity(context, 'session.started', userId, client)
}

interface Opening {
  userId: Uuid
  sessionId: Uuid
  client: Client
  knownDevice: boolean
  /** The code that was given besides the password. */
  by: CodeKind | null
}

/**
 * Opens the business that a person last worked in for a session of theirs. A person without a business gets none, and the
 * commit deletes the session. A device that is not known is told by mail, and so is a recovery code.
 */
export async function openInLastTenant(
  identity: IdentityContext,
  tx: SystemTx,
  { userId, sessionId, client, knownDevice, by }: Opening,
): Promise<OpenedSession | AppError> {
  const { context } = identity
  if (by === 'recovery_code') await mailSecurityChange(context, tx, 'recoveryCodeUsed', userId, client)
  const opened = await enterLastTenant(identity, tx, userId, sessionId)
  if (opened instanceof AppError) await tx.run(deleteSession(sessionId))
  else if (!knownDevice) await mailNewDevice(context, tx, opened.user, client)
  return opened
}

/**
 * A hash of an old kind is renewed while the password is known. When that fails, nobody is kept waiting: the next
 * sign-in will do it.
 */
async function renewHash({ library, context }: IdentityContext, userId: Uuid, password: string): Promise<void> {
  try {
    const hash = await hashPassword(password)
    const { internalAdapter } = await library.auth.$context
    await context.db.system('a password belongs to a person, not to a tenant', tx =>
      library.join(tx, () => internalAdapter.updatePassword(userId, hash)),
    )
  } catch (error) {
    context.log.warn({ err: error }, 'a password hash was not renewed')
  }
}

/** The library finds the person, compares hashes (or spends the same time) and creates the session. */
async function checkPassword(identity: IdentityContext, body: { email: string; password: string }, client: Client) {
  const started = performance.now()
  const headers = new Headers({ [PEER_HEADER]: client.address, 'user-agent': client.userAgent.slice(0, 500) })
  try {
    const { token, user } = await identity.library.auth.api.signInEmail({ body, headers })
    return { token, userId: user.id }
  } catch (error) {
    if (!isAPIError(error) || error.statusCode !== 401) throw error
    await wait(Math.max(0, started + REFUSAL_MS - performance.now()))
    // Not waited for: an account that exists must not answer later than one that does not.
    void noteFailedSignIn(identity.context, body.email, client)
    throw new AppError(ERRORS.INVALID_CREDENTIALS)
  }
}

async function enterLastTenant(
  identity: IdentityContext,
  tx: SystemTx,
  userId: Uuid,
  sessionId: Uuid,
): Promise<OpenedSession | AppError> {
  const user = await tx.one(selectUser(userId))
  const affiliations = await tx.rows(selectAffiliations(userId))
  const chosen = affiliations.find(one => one.status !== 'suspended')
  if (chosen) return await enter(identity, tx, user, sessionId, chosen)
  if (user.systemAdmin) {
    const refreshToken = await startFamily(tx, identity.context.config, { userId, sessionId, tenantId: null })
    return { user, tenant: null, role: 'system_admin', sessionId, refreshToken }
  }
  const [closed] = affiliations
  return closed
    ? suspended({ reason: closed.suspendedReason, since: closed.suspendedAt })
    : new AppError(ERRORS.NO_BUSINESS)
}

async function enter(
  identity: IdentityContext,
  tx: SystemTx,
  user: UserRow,
  sessionId: Uuid,
  into: { tenantId: Uuid; role: string },
): Promise<OpenedSession> {
  const { tenantId, role } = into
  const refreshToken = await startFamily(tx, identity.context.config, { userId: user.id, sessionId, tenantId })
  return { user, tenant: await findTenant(tx, tenantId), role, sessionId, refreshToken }
}

/** New tokens for the same session in another business of the person; 404 for a business that is not theirs. */
export async function switchTenant(identity: IdentityContext, principal: SessionPrincipal, tenantId: Uuid) {
  const { id, sessionId } = principal
  const opened = await identity.context.db.system('a person goes from one business to another', async tx => {
    const into = (await tx.rows(selectAffiliations(id))).find(one => one.tenantId === tenantId)
    if (!into) throw notFound()
    if (into.status === 'suspended') throw suspended({ reason: into.suspendedReason, since: into.suspendedAt })
    return await enter(identity, tx, await tx.one(selectUser(id)), sessionId, into)
  })
  return await answerSignIn(identity, opened)
}

/**
 * Exchanges a refresh token for new tokens. Throws INVALID_REFRESH_TOKEN; a replayed one has then ended its session.
 */
export async function refresh(identity: IdentityContext, refreshToken: string, client: Client): Promise<TokenPair> {
  const { db } = identity.context
  const result = await db.system('a refresh token arrives before its tenant is known', async tx => {
    const rotation = await rotate(tx, identity.context.config, refreshToken)
    if (rotation.kind !== 'rotated') return rotation
    const { sessionId, userId, tenantId } = rotation
    const session = await tx.maybe(selectSession(sessionId, userId, tenantId))
    const role =
      tenantId === null ? session?.systemAdmin && 'system_admin' : (session?.role ?? (session?.visitMs && VISITOR))
    if (!role) return { kind: 'unknown' as const }
    if (session?.tenantStatus === 'suspended')
      throw suspended({ reason: session.suspendedReason, since: session.suspendedAt })
    return { ...rotation, role }
  })
  if (result.kind === 'replayed') {
    await identity.sessions.end({ sessionId: result.sessionId })
    await noteSecurity(identity.context, 'session.revoked', result.userId, client)
  }
  if (result.kind !== 'rotated') throw new AppError(ERRORS.INVALID_REFRESH_TOKEN)
  const { userId, sessionId, tenantId, role } = result
  const accessToken = await identity.tokens.sign({ userId, sessionId, tenantId, role })
  return { accessToken, refreshToken: result.refreshToken, expiresIn: ACCESS_SECONDS }
}

/** Ends this session: its tokens are refused at once, here and in every other process. */
export async function signOut(identity: IdentityContext, principal: SessionPrincipal, client: Client): Promise<void> {
  const { id, sessionId } = principal
  await identity.context.db.system('a session belongs to no tenant', tx => tx.run(deleteSession(sessionId)))
  await identity.sessions.end({ sessionId })
  await noteSecurity(identity.context, 'session.ended', id, client)
}
