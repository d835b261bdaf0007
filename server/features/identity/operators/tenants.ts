import type { Context } from '../../../platform/context.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import { type Actor, emit, newEvent } from '../../../platform/events/index.ts'
import { readId, type Uuid } from '../../../platform/ids/index.ts'
import {
  createTenant,
  listPlans,
  type MetricUse,
  resetExceptions,
  setExceptions,
  tenantReport,
} from '../../tenancy/index.ts'
import { type IdentityContext, identityOf } from '../identity.ts'
import { insertMember } from '../members/member.sql.ts'
import { createPerson } from '../members/person.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { OPERATOR_EVENTS } from './events.ts'
import type { TenantChange, TenantInput } from './tenants.schema.ts'
import {
  type ListedTenant,
  lockTenant,
  resumeRow,
  selectTenant,
  selectTenants,
  setPlan,
  suspendRow,
  type TenantFilter,
} from './tenants.sql.ts'

/** A page of businesses, newest first. */
export const listTenants = (
  tx: SystemTx,
  { q, ...filter }: { q?: string | undefined; status?: string | undefined; plan?: string | undefined },
  page: { before: Uuid | null; limit: number },
): Promise<ListedTenant[]> => tx.rows(selectTenants({ ...filter, ...searchOf(q) }, page.before, page.limit))

/** What a search text can mean: an id, an address, or else part of a name. */
export function searchOf(q: string | undefined): TenantFilter {
  if (!q) return {}
  const id = readId('tenant', q)
  if (id) return { id }
  return q.includes('@') ? { email: q.toLowerCase() } : { name: q.toLowerCase() }
}

/** One business with its use, exceptions and health. */
export interface OperatedTenant {
  row: ListedTenant
  usage: Record<string, MetricUse>
  features: string[]
  exceptions: { limits: Readonly<Record<string, number | null>>; features: Readonly<Record<string, boolean>> }
  health: Record<string, unknown>
}

/** Throws NOT_FOUND. */
export async function readTenant({ db }: Context, id: Uuid): Promise<OperatedTenant> {
  const row = await db.system('operators look at any business', tx => tx.one(selectTenant(id)))
  return { row, ...(await db.tenant(id, tenantReport)) }
}

/** Makes a business and its first administrator, who signs in with the password given. Throws EMAIL_TAKEN or NOT_FOUND. */
export async function makeTenant(context: Context, input: TenantInput, actor: Actor): Promise<Uuid> {
  const identity = identityOf(context)
  const { owner, ...business } = input
  const passwordHash = await hashPassword(owner.password, [owner.email, owner.name, business.name])
  return await context.db.system('an operator makes a business with its first person', async tx => {
    if (business.plan) await mustBePlan(tx, business.plan)
    const user = await createPerson(identity, tx, {
      name: owner.name,
      email: owner.email,
      passwordHash,
      locale: business.locale,
    })
    const tenant = await createTenant(tx, { plan: context.config.defaultPlan, ...business }, actor)
    await tx.run(insertMember(tenant.id, { userId: user.id, name: user.name, email: user.email, role: 'tenant_admin' }))
    return tenant.id
  })
}

/** Gives a business another plan, or exceptions from it. Throws NOT_FOUND, or VALIDATION for a plan that there is not. */
export async function changeTenant(tx: SystemTx, id: Uuid, change: TenantChange, actor: Actor): Promise<void> {
  const before = await tx.one(lockTenant(id))
  const { plan, limits = {}, features = {}, reset = [] } = change
  if (plan !== undefined) {
    await mustBePlan(tx, plan)
    await tx.run(setPlan(id, plan))
  }
  await resetExceptions(tx, id, reset)
  await setExceptions(tx, id, { limits, features })
  const changed = plan === undefined || plan === before.plan ? {} : { plan }
  const data = { changed, before: changed.plan ? { plan: before.plan } : {}, limits, features }
  await emitFor(tx, id, newEvent(OPERATOR_EVENTS['tenant.plan_changed'], id, actor, data))
}

async function mustBePlan(tx: SystemTx, plan: string): Promise<void> {
  if ((await listPlans(tx)).some(({ name }) => name === plan)) return
  const details = [{ path: 'body.plan', message: 'is no plan: GET /api/v1/plans lists them' }]
  throw new AppError(COMMON_ERRORS.VALIDATION, { details })
}

/** From the commit on the business is refused everywhere, and its sockets are closed. Suspending again changes the reason. */
export async function suspendTenant(
  identity: IdentityContext,
  tx: SystemTx,
  id: Uuid,
  reason: string,
  actor: Actor,
): Promise<void> {
  await tx.one(lockTenant(id))
  await tx.run(suspendRow(id, reason))
  await emitFor(tx, id, newEvent(OPERATOR_EVENTS['tenant.suspended'], id, actor, { reason }))
  tx.afterCommit(() => void identity.sessions.end({ tenantId: id }))
}

/** Lets a business go on; one that is not suspended stays as it is. */
export async function resumeTenant(identity: IdentityContext, tx: SystemTx, id: Uuid, actor: Actor): Promise<void> {
  const { status } = await tx.one(lockTenant(id))
  if (status !== 'suspended') return
  await tx.run(resumeRow(id))
  await emitFor(tx, id, newEvent(OPERATOR_EVENTS['tenant.resumed'], id, actor, {}))
  tx.afterCommit(() => void identity.sessions.end({ tenantId: id }))
}

/** Into the log of the business, where its people can read it. */
export async function emitFor(tx: SystemTx, tenantId: Uuid, event: Parameters<typeof emit>[1][number]): Promise<void> {
  await emit({ ...tx, tenantId }, [event])
}
