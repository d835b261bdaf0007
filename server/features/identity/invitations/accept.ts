import { sha256 } from '../../../platform/crypto/index.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { emit, newEvent } from '../../../platform/events/index.ts'
import { networkOf } from '../../../platform/http/index.ts'
import { findTenant, type Tenant } from '../../tenancy/index.ts'
import { ERRORS } from '../errors.ts'
import { IDENTITY_EVENTS } from '../events.ts'
import type { IdentityContext } from '../identity.ts'
import { insertMember, markVerified, selectUser, selectUserByEmail, type UserRow } from '../members/member.sql.ts'
import type { MemberRole } from '../members/permissions.ts'
import { type Client, createPerson, createSession } from '../members/person.ts'
import { passwordHashOf } from '../password.ts'
import { hashingFor, hashPassword, verifyPassword } from '../passwords/passwords.ts'
import { noteFailedSignIn, originOf } from '../security-events.ts'
import { startFamily } from '../sessions/refresh-token.ts'
import type { SessionPrincipal } from '../sessions/session.ts'
import { answerSignIn, type OpenedSession } from '../sign-in.ts'
import { askSecondFactor } from '../two-factor/second-factor.ts'
import { type InvitationRow, selectByToken, selectNameOf, setAcceptedBy, takeByToken } from './invitation.sql.ts'

/** What a link opens, for the person who has it. */
export interface OpenInvitation {
  invitation: InvitationRow
  tenant: Tenant
  inviterName: string
  /** Somebody has an account with the address, and so a password. */
  known: UserRow | undefined
}

/** Throws INVITATION_INVALID, TENANT_SUSPENDED. */
export async function openInvitation({ context }: IdentityContext, token: string): Promise<OpenInvitation> {
  return await context.db.system('a link arrives before its tenant is known', async tx => {
    const invitation = await tx.maybe(selectByToken(sha256(token)))
    if (!invitation) throw new AppError(ERRORS.INVITATION_INVALID)
    const { tenantId, invitedBy, email } = invitation
    const tenant = await findTenant(tx, tenantId)
    if (tenant.status === 'suspended') throw new AppError(ERRORS.TENANT_SUSPENDED)
    const { name } = await tx.one(selectNameOf(invitedBy, tenantId))
    return { invitation, tenant, inviterName: name, known: await tx.maybe(selectUserByEmail(email)) }
  })
}

export interface AcceptInput {
  token: string
  name?: string
  password?: string
}

/**
 * Makes somebody a member by their link, and signs them in there. Whoever has an account proves that it is theirs: by being signed
 * in, or by its password; with two-factor sign-in only by the former. Everybody else gets one. A link counts once, however many use
 * it at the same moment.
 *
 * @throws INVITATION_INVALID, INVITATION_OTHER_ADDRESS, PASSWORD_NEEDED, INVALID_CREDENTIALS, SECOND_FACTOR_REQUIRED, what `hashPassword` throws
 */
export async function acceptInvitation(
  identity: IdentityContext,
  input: AcceptInput,
  client: Client,
  signedIn: SessionPrincipal | undefined,
) {
  const { invitation, known } = await openInvitation(identity, input.token)
  if (signedIn && signedIn.id !== known?.id) throw new AppError(ERRORS.INVITATION_OTHER_ADDRESS)
  const { password, name } = input
  if (known && !signedIn) await mustProve(identity, known, password, client)
  const hash = known ? undefined : await hashNew(invitation, name, password, client)
  const opened = await identity.context.db.system('a link arrives before its tenant is known', async tx => {
    const taken = await tx.maybe(takeByToken(sha256(input.token)))
    if (!taken) throw new AppError(ERRORS.INVITATION_INVALID)
    const user =
      hash === undefined ? await tx.one(selectUser(known!.id)) : await makePerson(identity, tx, taken, name!, hash)
    return await join(identity, tx, { taken, user, client, sessionId: signedIn?.sessionId })
  })
  await identity.sessions.end({ userId: opened.user.id })
  return await answerSignIn(identity, opened)
}

async function mustProve(identity: IdentityContext, user: UserRow, password: string | undefined, client: Client) {
  if (password === undefined) throw new AppError(ERRORS.PASSWORD_NEEDED)
  const hash = await passwordHashOf(identity, user.id)
  const check = async () => hash !== undefined && (await verifyPassword({ hash, password }))
  if (!(await hashingFor(networkOf(client.address), check)).done) {
    void noteFailedSignIn(identity.context, user.email, client)
    throw new AppError(ERRORS.INVALID_CREDENTIALS)
  }
  const asked = await identity.context.db.system('a second factor belongs to a person, not to a tenant', tx =>
    askSecondFactor(identity, tx, user.id, undefined),
  )
  if (asked.refused) throw asked.refused
}

async function hashNew(
  { email }: InvitationRow,
  name: string | undefined,
  password: string | undefined,
  client: Client,
) {
  if (name === undefined || password === undefined) throw new AppError(ERRORS.PASSWORD_NEEDED)
  const { done } = await hashingFor(networkOf(client.address), () => hashPassword(password, [email, name]))
  return done
}

const makePerson = (identity: IdentityContext, tx: SystemTx, of: InvitationRow, name: string, passwordHash: string) =>
  createPerson(identity, tx, { name, email: of.email, passwordHash, locale: of.locale, emailVerified: of.byMail })

interface Joining {
  taken: InvitationRow
  user: UserRow
  client: Client
  /** Of who is signed in already. */
  sessionId: string | undefined
}

async function join(identity: IdentityContext, tx: SystemTx, joining: Joining): Promise<OpenedSession> {
  const { taken, user, client } = joining
  const { id, tenantId } = taken
  const role = taken.role as MemberRole
  const { roleId } = taken
  await tx.run(setAcceptedBy(tenantId, id, user.id))
  // The link was mailed to their address, and to nobody else.
  if (taken.byMail) await tx.run(markVerified(user.id))
  await tx.run(insertMember(tenantId, { userId: user.id, name: user.name, email: user.email, role, roleId }))
  const sessionId = joining.sessionId ?? (await createSession(identity, tx, user.id, client))
  const refreshToken = await startFamily(tx, identity.context.config, { userId: user.id, sessionId, tenantId })
  const data = { invitationId: id, role, ...(roleId && { roleId }), ...originOf(client) }
  const actor = { kind: 'user' as const, id: user.id }
  await emit({ ...tx, tenantId }, [newEvent(IDENTITY_EVENTS['member.added'], user.id, actor, data)])
  const emailVerified = user.emailVerified || taken.byMail
  return { user: { ...user, emailVerified }, tenant: await findTenant(tx, tenantId), role, sessionId, refreshToken }
}
