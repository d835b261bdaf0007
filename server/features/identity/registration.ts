import { networkOf } from '../../platform/http/index.ts'
import { createTenant, type NewTenant } from '../tenancy/index.ts'
import { mailVerification } from './account/recovery.ts'
import type { IdentityContext } from './identity.ts'
import { insertMember } from './members/member.sql.ts'
import { type Client, createPerson, createSession } from './members/person.ts'
import { hashingFor, hashPassword } from './passwords/passwords.ts'
import type { RegisterInput } from './schema.ts'
import { startFamily } from './sessions/refresh-token.ts'
import { answerSignIn, type OpenedSession } from './sign-in.ts'

/**
 * Creates a business, its first administrator and their session in one transaction, which the identity library uses
 * too. Throws EMAIL_TAKEN.
 */
export async function register(identity: IdentityContext, input: RegisterInput, client: Client) {
  const { businessName, businessType, locale, timezone, currency } = input
  const { defaultPlan: plan } = identity.context.config
  const business = { name: businessName, businessType, locale, timezone, currency, plan }
  const own = [input.email, input.name, businessName]
  const { done: passwordHash } = await hashingFor(networkOf(client.address), () => hashPassword(input.password, own))
  const person = { name: input.name, email: input.email, passwordHash, locale }
  return await answerSignIn(identity, await open(identity, business, person, client))
}

async function open(
  identity: IdentityContext,
  business: NewTenant,
  person: Parameters<typeof createPerson>[2],
  client: Client,
): Promise<OpenedSession> {
  return await identity.context.db.system('a business and its first person are made together', async tx => {
    const user = await createPerson(identity, tx, person)
    const tenant = await createTenant(tx, business, { kind: 'user', id: user.id })
    const role = 'tenant_admin'
    await tx.run(insertMember(tenant.id, { userId: user.id, name: user.name, email: user.email, role }))
    await mailVerification(identity, tx, user)
    const sessionId = await createSession(identity, tx, user.id, client)
    const refreshToken = await startFamily(tx, identity.context.config, {
      userId: user.id,
      sessionId,
      tenantId: tenant.id,
    })
    return { user, tenant, role, sessionId, refreshToken }
  })
}
