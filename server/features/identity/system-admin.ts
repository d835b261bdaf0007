import type { Context } from '../../platform/context.ts'
import { sql } from '../../platform/db/index.ts'
import { type IdentityContext, identityOf } from './identity.ts'
import { makeSystemAdmin, selectUserByEmail } from './members/member.sql.ts'
import { createPerson } from './members/person.ts'
import { hashPassword } from './passwords/passwords.ts'
import { deleteSessionsOf } from './sessions/session.sql.ts'
import { deleteFactors, markProtected } from './two-factor/two-factor.sql.ts'

/**
 * Creates the platform administrator that SYSTEM_ADMIN_EMAIL and SYSTEM_ADMIN_PASSWORD name, when nobody has that
 * address. When somebody else has an account with it, that account becomes the administrator's: it gets the configured
 * password, and its second factors and sessions end, because the person who registered it never proved to own the address.
 */
export async function ensureSystemAdmin(context: Context): Promise<void> {
  const configured = context.config.systemAdmin
  if (!configured) return
  const identity = identityOf(context)
  const email = configured.email.trim().toLowerCase()
  const known = await context.db.system('the administrator belongs to no tenant', tx =>
    tx.maybe(selectUserByEmail(email)),
  )
  if (known?.systemAdmin) return
  const passwordHash = await hashPassword(configured.password)
  await context.db.system('the administrator belongs to no tenant', async tx => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtext('ensure system admin'))`)
    const found = await tx.maybe(selectUserByEmail(email))
    if (!found) {
      await createPerson(identity, tx, { name: 'Administrator', email, passwordHash, systemAdmin: true })
    } else if (!found.systemAdmin) {
      await takeOver(identity, found.id, passwordHash, tx)
    }
  })
}

async function takeOver(
  identity: IdentityContext,
  userId: string,
  passwordHash: string,
  tx: Parameters<IdentityContext['library']['join']>[0],
) {
  const { internalAdapter } = await identity.library.auth.$context
  await identity.library.join(tx, () => internalAdapter.updatePassword(userId, passwordHash))
  await tx.run(makeSystemAdmin(userId))
  await tx.run(deleteFactors(userId))
  await tx.run(markProtected(userId))
  await tx.run(deleteSessionsOf(userId))
  tx.afterCommit(() => void identity.sessions.end({ userId }))
}
