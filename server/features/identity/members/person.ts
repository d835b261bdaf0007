import type { SystemTx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { showId, type Uuid } from '../../../platform/ids/index.ts'
import { avatarUrlOf } from '../avatars/address.ts'
import { ERRORS } from '../errors.ts'
import type { IdentityContext } from '../identity.ts'
import type { UserRow } from './member.sql.ts'

export interface NewPerson {
  name: string
  email: string
  /** From `hashPassword`: hashing takes long and must not hold a transaction open. */
  passwordHash: string
  locale?: string
  systemAdmin?: boolean
  /** They have shown that they read mail at the address. */
  emailVerified?: boolean
}

/** Makes a person who can sign in, in the caller's system transaction. Throws EMAIL_TAKEN. */
export async function createPerson(identity: IdentityContext, tx: SystemTx, person: NewPerson): Promise<UserRow> {
  const { internalAdapter } = await identity.library.auth.$context
  const { passwordHash, emailVerified = false, ...data } = person
  return await identity.library.join(tx, async () => {
    const user = await internalAdapter
      .createUser({ ...data, emailVerified }, { method: 'email-password' })
      .catch(refuseTaken)
    await internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: passwordHash,
    })
    return {
      id: user.id,
      name: person.name,
      email: person.email,
      emailVerified,
      locale: person.locale ?? null,
      systemAdmin: person.systemAdmin ?? false,
      image: null,
    }
  })
}

/** The unique index on the address decides, so two registrations at once cannot both succeed. */
function refuseTaken(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === '23505' && constraint === 'auth_user_email_key') throw new AppError(ERRORS.EMAIL_TAKEN, { cause: error })
  throw error
}

/** Where a sign-in comes from, for the list of a person's sessions. */
export interface Client {
  /** Address of the peer, never a forwarded one that anybody can write. */
  address: string
  userAgent: string
}

/** Makes a session in the caller's system transaction. */
export async function createSession(
  identity: IdentityContext,
  tx: SystemTx,
  userId: Uuid,
  client: Client,
): Promise<Uuid> {
  const { internalAdapter } = await identity.library.auth.$context
  const origin = { ipAddress: client.address, userAgent: client.userAgent.slice(0, 500) }
  const session = await identity.library.join(tx, () => internalAdapter.createSession(userId, false, origin))
  return session.id
}

export const showUser = ({ image, ...user }: UserRow) => ({
  ...user,
  id: showId('user', user.id),
  avatarUrl: avatarUrlOf(image),
})
