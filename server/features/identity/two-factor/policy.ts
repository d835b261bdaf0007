import type { SystemTx, Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { type Actor, newEvent } from '../../../platform/events/index.ts'
import { requireTwoFactor } from '../../tenancy/index.ts'
import { ERRORS } from '../errors.ts'
import { IDENTITY_EVENTS } from '../events.ts'
import type { IdentityContext } from '../identity.ts'
import { mailSecurityChange } from '../mails/security-change.ts'
import { selectAffiliations, selectMember, selectUserByEmail, type UserRow } from '../members/member.sql.ts'
import type { Client } from '../members/person.ts'
import { emitFor } from '../operators/tenants.ts'
import { originOf } from '../security-events.ts'
import { deleteSessionsOf } from '../sessions/session.sql.ts'
import type { SessionPrincipal } from '../sessions/session.ts'
import { isProtected } from './protection.ts'
import { deleteFactors, markProtected, selectFactors } from './two-factor.sql.ts'

/**
 * Decides whether the people of the business need a second factor. Who decides that they do has one. The caller ends what is known
 * of their rights. Throws SECOND_FACTOR_NEEDED.
 */
export async function setPolicy(tx: Tx, required: boolean, { id }: SessionPrincipal, actor: Actor): Promise<void> {
  if (required && !(await tx.maybe(selectMember(id)))?.twoFactor) throw new AppError(ERRORS.SECOND_FACTOR_NEEDED)
  await requireTwoFactor(tx, required, actor)
}

/**
 * Takes all second factors from a person who has lost them, on the word of an operator: the person and their businesses are told, with
 * the reason. Their sessions end. Throws NOT_FOUND, also for who has none.
 */
export async function resetFactors(
  identity: IdentityContext,
  { email, reason }: { email: string; reason: string },
  operator: SessionPrincipal,
  client: Client,
): Promise<void> {
  const { context, sessions } = identity
  const user = await context.db.system('an operator resets the second factors of a person', async tx => {
    const found = await tx.maybe(selectUserByEmail(email))
    if (!found || !isProtected(await tx.one(selectFactors(found.id)))) throw notFound()
    await tx.run(deleteFactors(found.id))
    await tx.run(markProtected(found.id))
    await tx.run(deleteSessionsOf(found.id))
    await mailSecurityChange(context, tx, 'twoFactorReset', found.id, client, reason)
    await tellBusinesses(tx, found, reason, operator, client)
    return found
  })
  await sessions.end({ userId: user.id })
  context.log.info({ security: 'two_factor.reset', userId: user.id, by: operator.id }, 'an account was touched')
}

async function tellBusinesses(
  tx: SystemTx,
  user: UserRow,
  reason: string,
  operator: SessionPrincipal,
  client: Client,
): Promise<void> {
  const data = { operator: operator.name, reason, ...originOf(client) }
  const actor = { kind: 'user' as const, id: operator.id }
  for (const { tenantId } of await tx.rows(selectAffiliations(user.id)))
    await emitFor(tx, tenantId, newEvent(IDENTITY_EVENTS['two_factor.reset'], user.id, actor, data))
}
