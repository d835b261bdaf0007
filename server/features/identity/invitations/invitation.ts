import type { Context } from '../../../platform/context.ts'
import { randomToken, sha256 } from '../../../platform/crypto/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { emit, newEvent } from '../../../platform/events/index.ts'
import type { Principal } from '../../../platform/http/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { getTenant, mustHaveRoom } from '../../tenancy/index.ts'
import { ERRORS } from '../errors.ts'
import { IDENTITY_EVENTS } from '../events.ts'
import { linkTo, mailInvitation } from '../mails/mails.ts'
import { countSeats, selectMemberByEmail } from '../members/member.sql.ts'
import { memberNames } from '../members/member.ts'
import type { GivenRole, MemberRole, Role } from '../members/permissions.ts'
import type { Client } from '../members/person.ts'
import { roleToGive } from '../roles/role.ts'
import { originOf } from '../security-events.ts'
import {
  type InvitationRow,
  insertInvitation,
  lockInvitation,
  lockInvitationFor,
  markRevoked,
  renewToken,
  selectInvitations,
} from './invitation.sql.ts'

/** So long a link counts. */
export const INVITATION_DAYS = 7

/** The link goes to the address, or to whoever invites, who passes it on. Never both: what was mailed proves the mailbox. */
export type Delivery = 'mail' | 'link'

/** Who invites, and from where. */
export interface Inviter {
  principal: Principal
  client: Client
}

export interface Invitation extends InvitationRow {
  role: MemberRole
  inviterName: string
}

/** With `link` when that was asked for: it is shown now, and never again. */
export interface SentInvitation {
  invitation: Invitation
  link?: string
}

export interface NewInvitation {
  email: string
  role: GivenRole
  name?: string
  locale?: string
  deliver: Delivery
}

/**
 * Invites somebody. The place in the plan is kept for them until the invitation ends.
 *
 * @throws ALREADY_MEMBER, ALREADY_INVITED, PLAN_BOUND_REACHED, MAIL_NOT_CONFIGURED, NOT_FOUND or ROLE_EXCEEDS for the role
 */
export async function invite(context: Context, tx: Tx, input: NewInvitation, by: Inviter): Promise<SentInvitation> {
  const { email, deliver } = input
  mustBeSendable(context, deliver)
  // Everything that takes a place waits here for others that do.
  await mustHaveRoom(tx, 'members', async () => (await tx.one(countSeats())).count)
  if (await tx.maybe(selectMemberByEmail(email))) throw new AppError(ERRORS.ALREADY_MEMBER)
  const before = await tx.maybe(lockInvitationFor(email))
  if (before && !before.expired) throw new AppError(ERRORS.ALREADY_INVITED)
  if (before) await tx.run(markRevoked(before.id))
  const { role, roleId } = await roleToGive(tx, by.principal, input.role)
  const tenant = await getTenant(tx)
  const token = newToken()
  const row = {
    id: newId(),
    tenantId: tx.tenantId,
    email,
    name: input.name ?? null,
    role,
    roleId,
    locale: input.locale ?? tenant.locale,
    tokenHash: sha256(token),
    byMail: deliver === 'mail',
    invitedBy: by.principal.id,
  }
  const made = await tx.one(insertInvitation(row, INVITATION_DAYS))
  return await deliverLink(context, tx, { made, token, deliver, by, told: 'invitation.created' })
}

/** A new link for the same invitation, which counts anew; the one before is dead. Throws as `invite` does, and NOT_FOUND. */
export async function resend(
  context: Context,
  tx: Tx,
  id: Uuid,
  deliver: Delivery,
  by: Inviter,
): Promise<SentInvitation> {
  mustBeSendable(context, deliver)
  const before = await tx.one(lockInvitation(id))
  await roleToGive(tx, by.principal, givenRole(before))
  if (before.expired) await mustHaveRoom(tx, 'members', async () => (await tx.one(countSeats())).count)
  const token = newToken()
  const made = await tx.one(renewToken(id, sha256(token), deliver === 'mail', INVITATION_DAYS))
  return await deliverLink(context, tx, { made, token, deliver, by, told: 'invitation.resent' })
}

/** Takes an invitation back: its link opens nothing any more. Throws NOT_FOUND. */
export async function revoke(tx: Tx, id: Uuid, { principal, client }: Inviter): Promise<void> {
  const { email, role, roleId } = await tx.one(lockInvitation(id))
  await tx.run(markRevoked(id))
  const data = { email, role: role as MemberRole, ...(roleId && { roleId }), ...originOf(client) }
  await emit(tx, [newEvent(IDENTITY_EVENTS['invitation.revoked'], id, actorOf(principal), data)])
}

/** Invitations that nobody has accepted, the newest first; those that have expired, too. */
export async function listInvitations(tx: Tx, limit: number, before: Uuid | null): Promise<Invitation[]> {
  const rows = await tx.rows(selectInvitations(limit, before))
  const names = await memberNames(
    tx,
    rows.map(row => row.invitedBy),
  )
  return rows.map(row => withName(row, names.get(row.invitedBy)))
}

interface Delivered {
  made: InvitationRow
  token: string
  deliver: Delivery
  by: Inviter
  told: 'invitation.created' | 'invitation.resent'
}

async function deliverLink(
  context: Context,
  tx: Tx,
  { made, token, deliver, by, told }: Delivered,
): Promise<SentInvitation> {
  const { principal, client } = by
  const { id, email, locale, roleId, roleName } = made
  const role = made.role as MemberRole
  const link = linkTo(context, 'accept-invitation', token)
  if (deliver === 'mail') {
    const tenant = await getTenant(tx)
    const key = sha256(token).toString('base64url')
    const mail = {
      tenant,
      to: email,
      locale,
      inviter: principal.name,
      role,
      roleName,
      link,
      key,
      days: INVITATION_DAYS,
    }
    await mailInvitation(context, tx, mail)
  }
  const data = { email, role, ...(roleId && { roleId }), deliver, ...originOf(client) }
  await emit(tx, [newEvent(IDENTITY_EVENTS[told], id, actorOf(principal), data)])
  const invitation = withName(made, principal.name)
  return deliver === 'link' ? { invitation, link } : { invitation }
}

const newToken = () => `twi_${randomToken(32)}`

const withName = (row: InvitationRow, name = ''): Invitation => ({
  ...row,
  role: row.role as MemberRole,
  inviterName: name,
})

const givenRole = ({ role, roleId }: InvitationRow): GivenRole => (roleId ? { roleId } : { role: role as Role })

const actorOf = ({ kind, id }: Principal) => ({ kind, id })

function mustBeSendable({ mail }: Context, deliver: Delivery): void {
  if (deliver === 'mail' && mail.kind === 'none') throw new AppError(ERRORS.MAIL_NOT_CONFIGURED)
}
