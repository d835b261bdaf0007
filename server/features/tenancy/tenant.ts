import { type Db, type Kept, kept, type SystemTx, type Tx } from '../../platform/db/index.ts'
import { notFound } from '../../platform/errors/index.ts'
import { type Actor, emit, newEvent, pick } from '../../platform/events/index.ts'
import { newId, showId, type Uuid } from '../../platform/ids/index.ts'
import { minorDigits } from '../../platform/money/index.ts'
import { TENANCY_EVENTS } from './events.ts'
import { mustHaveFeature } from './plans/plan.ts'
import { completeRegion } from './region.ts'
import {
  type Branding,
  type BusinessType,
  branding,
  type Settings,
  settings,
  type TenantPatch,
  type TenantView,
} from './schema.ts'
import {
  forUpdate,
  insertTenant,
  selectOwnTenant,
  selectTenantById,
  selectTenantIds,
  setRequireTwoFactor,
  type TenantRow,
  takeNumber,
  updateTenantRow,
} from './tenant.sql.ts'

/** One business. Settings and branding are complete: what was never set has its default. */
export interface Tenant {
  id: Uuid
  name: string
  businessType: BusinessType
  status: 'active' | 'trial' | 'suspended'
  /** `ar-MA` */
  locale: string
  /** IANA name */
  timezone: string
  /** ISO 4217 */
  currency: string
  settings: Settings
  branding: Branding
  plan: string
  /** Its people need a second factor. */
  requireTwoFactor: boolean
}

export interface NewTenant {
  name: string
  businessType: BusinessType
  locale?: string
  timezone?: string
  currency?: string
  /** Default: the smallest plan. */
  plan?: string
}

/**
 * Makes a tenant and writes `tenant.created`, so that other features add what a new tenant needs: a simulator channel, a menu.
 * Runs in `db.system`, because there is no tenant yet.
 */
export async function createTenant(tx: SystemTx, input: NewTenant, actor: Actor = { kind: 'system' }): Promise<Tenant> {
  const { name, businessType, plan = 'free' } = input
  const row = { id: newId(), name, businessType, plan, ...completeRegion(input) }
  const tenant = tenantOf(await tx.one(insertTenant(row)))
  const data = { businessType, locale: tenant.locale, currency: tenant.currency }
  // `db.tenant` cannot be used before this row is there, so the tenant's first event is written in `db.system`.
  await emit({ ...tx, tenantId: tenant.id }, [newEvent(TENANCY_EVENTS['tenant.created'], tenant.id, actor, data)])
  return tenant
}

const TENANT: Kept<Tenant> = { version: 'tenant', tables: ['tenant'], most: 10_000 }

/** The tenant of this transaction; shared, so it is frozen. */
export const getTenant = (tx: Tx): Promise<Tenant> =>
  kept(tx, TENANT, '', async () => tenantOf(await tx.one(selectOwnTenant())))

/** Any tenant, in `db.system`: for what runs before a tenant is chosen. */
export async function findTenant(tx: SystemTx, id: Uuid): Promise<Tenant> {
  return tenantOf(await tx.one(selectTenantById(id)))
}

/** Changes what the patch names and nothing else; writes `tenant.updated` with the values before and after. */
export async function updateTenant(tx: Tx, patch: TenantPatch, actor: Actor): Promise<Tenant> {
  const before = await tx.maybe(selectOwnTenant(forUpdate)).then(row => row && tenantOf(row))
  if (!before) throw notFound()
  const { settings: newSettings, branding: newBranding, ...plain } = patch
  const next = {
    ...before,
    ...plain,
    settings: {
      ...before.settings,
      ...newSettings,
      bot: { ...before.settings.bot, ...newSettings?.bot },
      assignment: { ...before.settings.assignment, ...newSettings?.assignment },
    },
    branding: { ...before.branding, ...newBranding },
  }
  if (Object.values(newBranding ?? {}).some(value => value !== null)) await mustHaveFeature(tx, 'branding')
  const after = tenantOf(await tx.one(updateTenantRow(next)))
  const fields = Object.keys(patch) as Array<keyof TenantPatch>
  if (fields.length > 0) {
    const data = { changed: pick(after, fields), before: pick(before, fields) }
    await emit(tx, [newEvent(TENANCY_EVENTS['tenant.updated'], after.id, actor, data)])
  }
  return after
}

/** Decides whether the people of the tenant need a second factor; writes `tenant.updated` when that changes. */
export async function requireTwoFactor(tx: Tx, required: boolean, actor: Actor): Promise<void> {
  const { id, requireTwoFactor: before } = await tx.one(selectOwnTenant(forUpdate))
  if (before === required) return
  await tx.run(setRequireTwoFactor(required))
  const data = { changed: { requireTwoFactor: required }, before: { requireTwoFactor: before } }
  await emit(tx, [newEvent(TENANCY_EVENTS['tenant.updated'], id, actor, data)])
}

/** The next number of a series (`order`), from 1 on. There are no gaps: a transaction that rolls back uses no number. */
export async function nextNumber(tx: Tx, name: string): Promise<number> {
  return (await tx.one(takeNumber(tx.tenantId, name))).value
}

/** A tenant as its members see it. */
export const showTenant = (tenant: Tenant): TenantView => ({
  ...tenant,
  id: showId('tenant', tenant.id),
  currencyDigits: minorDigits(tenant.currency),
})

function tenantOf(row: TenantRow): Tenant {
  return {
    ...(row as TenantRow & Pick<Tenant, 'businessType' | 'status'>),
    settings: settings.parse(row.settings),
    branding: branding.parse(row.branding),
  }
}

const AT_A_TIME = 500

/** Every business, in the order of their ids. For what an operator does to all. */
export async function* allTenants(db: Db): AsyncGenerator<Uuid> {
  for (let after: Uuid | null = null; ; ) {
    const rows: Array<{ id: Uuid }> = await db.system('an operator does something to all businesses', tx =>
      tx.rows(selectTenantIds(after, AT_A_TIME)),
    )
    const last = rows.at(-1)
    if (!last) return
    for (const { id } of rows) yield id
    after = last.id
  }
}
