import type { Context } from '../../../platform/context.ts'
import type { SystemTx, Tx } from '../../../platform/db/index.ts'
import { showId, type Uuid } from '../../../platform/ids/index.ts'
import { countedBy, findTenant, showTenant } from '../../tenancy/index.ts'
import { identityOf } from '../identity.ts'
import { hashPassword } from '../passwords/passwords.ts'
import type { SessionPrincipal } from '../sessions/session.ts'
import { isProtected } from '../two-factor/protection.ts'
import { selectFactors } from '../two-factor/two-factor.sql.ts'
import { type Addressee, selectAddressees } from './assignable.sql.ts'
import {
  countSeats,
  holdMember,
  insertMember,
  type MemberRow,
  selectAffiliations,
  selectLocales,
  selectMemberName,
  selectMemberNames,
  selectMembers,
  selectUser,
} from './member.sql.ts'
import { type MemberRole, type Role, VISITOR } from './permissions.ts'
import { createPerson, showUser } from './person.ts'

/** Someone who works for the tenant. */
export type Member = Omit<MemberRow, 'role'> & { role: MemberRole }

countedBy('members', async tx => (await tx.one(countSeats())).count)

/** The people of the tenant, by name; at most `limit`, after the given one. */
export async function listMembers(
  tx: Tx,
  page: { limit: number; after: { name: string; userId: Uuid } | null } = { limit: 200, after: null },
): Promise<Member[]> {
  return (await tx.rows(selectMembers(page.limit, page.after))) as Member[]
}

/** Whether somebody works for the tenant; if so, nobody removes them before this transaction has ended. */
export async function holdsMember(tx: Tx, userId: Uuid): Promise<boolean> {
  return (await tx.maybe(holdMember(userId))) !== undefined
}

/** The name of one of the tenant's people, also of who has left, or null. */
export async function memberName(tx: Tx, userId: Uuid): Promise<string | null> {
  return (await tx.maybe(selectMemberName(userId)))?.name ?? null
}

/** The names of the tenant's people by id; who has left is among them, whoever never worked here is not. */
export async function memberNames(tx: Tx, userIds: readonly Uuid[]): Promise<Map<Uuid, string>> {
  const ids = [...new Set(userIds)]
  if (ids.length === 0) return new Map()
  return new Map((await tx.rows(selectMemberNames(ids))).map(row => [row.userId, row.name]))
}

/** Names and addresses of those among these people who work here. */
export const addresseesOf = async (tx: Tx, userIds: readonly Uuid[]): Promise<Addressee[]> =>
  userIds.length > 0 ? await tx.rows(selectAddressees(userIds)) : []

/** The languages of people, by id; in `db.system`. */
export async function personLocales(tx: SystemTx, userIds: readonly Uuid[]): Promise<Map<Uuid, string | null>> {
  const rows = userIds.length > 0 ? await tx.rows(selectLocales(userIds)) : []
  return new Map(rows.map(({ id, locale }) => [id, locale]))
}

/** Adds a person who can sign in to a tenant; for demo data and tools. Throws EMAIL_TAKEN. @returns the person's id */
export async function addMember(
  context: Context,
  tenantId: Uuid,
  person: { name: string; email: string; password: string; role: Role; locale?: string },
): Promise<Uuid> {
  const identity = identityOf(context)
  const { name, role, locale } = person
  const email = person.email.trim().toLowerCase()
  const passwordHash = await hashPassword(person.password)
  return await context.db.system('a person belongs to no tenant before they join one', async tx => {
    const user = await createPerson(identity, tx, { name, email, passwordHash, locale })
    await tx.run(insertMember(tenantId, { userId: user.id, name, email, role }))
    return user.id
  })
}

/** The answer of `GET /auth/me`. */
export async function describeSelf({ db }: Context, principal: SessionPrincipal) {
  const { id, role, permissions, visibility } = principal
  const found = await db.system('a person may work for several businesses', async tx => {
    const affiliations = await tx.rows(selectAffiliations(id))
    const here = principal.role === VISITOR || affiliations.some(one => one.tenantId === principal.tenantId)
    const tenant = here ? await findTenant(tx, principal.tenantId) : null
    return { user: await tx.one(selectUser(id)), factors: await tx.one(selectFactors(id)), affiliations, tenant }
  })
  return {
    user: showUser(found.user),
    tenant: found.tenant && showTenant(found.tenant),
    role,
    permissions: [...permissions].sort(),
    visibility: visibility?.of ?? ('all' as const),
    twoFactor: { on: isProtected(found.factors), required: found.tenant?.requireTwoFactor ?? false },
    tenants: found.affiliations.map(one => ({
      id: showId('tenant', one.tenantId),
      name: one.tenantName,
      role: one.role,
    })),
  }
}
