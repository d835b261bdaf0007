import type { SystemTx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { networkOf } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { ERRORS } from '../errors.ts'
import type { IdentityContext } from '../identity.ts'
import { mailToPerson } from '../mails/mails.ts'
import { markVerified, selectUser, selectUserByEmail, type UserRow } from '../members/member.sql.ts'
import type { Client } from '../members/person.ts'
import { hashingFor, hashPassword } from '../passwords/passwords.ts'
import { noteSecurity } from '../security-events.ts'
import { deleteSessionsOf } from '../sessions/session.sql.ts'
import { deleteLinksOf, makeLink, selectLink, takeLink } from './one-time-link.ts'

/**
 * Mails a link for a new password to who has an account with the address. The caller does not wait for it: an address that has an
 * account must be answered like any other, and as fast.
 */
export async function mailReset({ context }: IdentityContext, email: string): Promise<void> {
  try {
    await context.db.system('a password belongs to a person, not to a tenant', async tx => {
      const user = await tx.maybe(selectUserByEmail(email))
      if (user) await mailToPerson(context, tx, 'reset', user, await makeLink(tx, 'reset', user.id))
    })
  } catch (error) {
    context.log.error({ err: error }, 'a link for a new password was not mailed')
  }
}

/**
 * Sets a new password by a mailed link, and ends every session of the person: whoever knew the old password is out. The link
 * proves the address, too. Throws LINK_INVALID, what `hashPassword` throws.
 */
export async function resetPassword(
  identity: IdentityContext,
  { token, password }: { token: string; password: string },
  client: Client,
): Promise<void> {
  const { db } = identity.context
  const reason = 'a password belongs to a person, not to a tenant'
  const user = await db.system(reason, async tx => {
    const link = await tx.maybe(selectLink('reset', token))
    return link && (await tx.one(selectUser(link.userId)))
  })
  if (!user) throw new AppError(ERRORS.LINK_INVALID)
  const { done: hash } = await hashingFor(networkOf(client.address), () =>
    hashPassword(password, [user.email, user.name]),
  )
  const { internalAdapter } = await identity.library.auth.$context
  await db.system(reason, async tx => {
    if (!(await tx.maybe(takeLink('reset', token)))) throw new AppError(ERRORS.LINK_INVALID)
    await identity.library.join(tx, () => internalAdapter.updatePassword(user.id, hash))
    await tx.run(markVerified(user.id))
    await tx.run(deleteSessionsOf(user.id))
    await tx.run(deleteLinksOf('reset', user.id))
  })
  await identity.sessions.end({ userId: user.id })
  await noteSecurity(identity.context, 'password.reset', user.id, client)
}

/** Mails the link that proves an address, in the caller's transaction. */
export async function mailVerification({ context }: IdentityContext, tx: SystemTx, user: UserRow): Promise<void> {
  await mailToPerson(context, tx, 'verify', user, await makeLink(tx, 'verify', user.id))
}

/** The same for who is signed in. @returns false: the address is proven already */
export async function resendVerification(identity: IdentityContext, userId: Uuid): Promise<boolean> {
  return await identity.context.db.system('an address belongs to a person, not to a tenant', async tx => {
    const user = await tx.one(selectUser(userId))
    if (!user.emailVerified) await mailVerification(identity, tx, user)
    return !user.emailVerified
  })
}

/** Takes the link as the proof that the person reads mail at their address. Throws LINK_INVALID. */
export async function verifyEmail({ context }: IdentityContext, token: string, client: Client): Promise<void> {
  const { userId } = await context.db.system('an address belongs to a person, not to a tenant', async tx => {
    const link = await tx.maybe(takeLink('verify', token))
    if (!link) throw new AppError(ERRORS.LINK_INVALID)
    await tx.run(markVerified(link.userId))
    return link
  })
  await noteSecurity(context, 'email.verified', userId, client)
}
