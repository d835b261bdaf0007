import { json, type RawBuilder, sql } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'

/** A row as stored: settings and branding hold only what was set. */
export interface TenantRow {
  id: Uuid
  name: string
  businessType: string
  status: string
  locale: string
  timezone: string
  currency: string
  settings: unknown
  branding: unknown
  plan: string
  requireTwoFactor: boolean
}

const columns = sql`id, name, business_type as "businessType", status, locale, timezone, currency, settings, branding, plan,
  require_two_factor as "requireTwoFactor"`

export const insertTenant = (
  row: Pick<TenantRow, 'id' | 'name' | 'businessType' | 'locale' | 'timezone' | 'currency' | 'plan'>,
) => sql<TenantRow>`
  insert into tenant (id, name, business_type, locale, timezone, currency, plan)
  values (${row.id}, ${row.name}, ${row.businessType}, ${row.locale}, ${row.timezone}, ${row.currency}, ${row.plan})
  returning ${columns}`

/** The tenant of the transaction: row-level security shows no other. */
export const selectOwnTenant = (lock: RawBuilder<unknown> = sql``) =>
  sql<TenantRow>`select ${columns} from tenant where id = (select app_tenant()) ${lock}`

export const forUpdate = sql`for update`

export const selectTenantById = (id: Uuid) => sql<TenantRow>`select ${columns} from tenant where id = ${id}`

export const updateTenantRow = (
  row: Pick<TenantRow, 'id' | 'name' | 'locale' | 'timezone' | 'currency' | 'settings' | 'branding'>,
) => sql<TenantRow>`
  update tenant set name = ${row.name}, locale = ${row.locale}, timezone = ${row.timezone}, currency = ${row.currency},
    settings = ${json(row.settings)}, branding = ${json(row.branding)}, updated_at = now()
  where id = ${row.id} returning ${columns}`

/** Ids of all businesses, in their order. For the system door. */
export const selectTenantIds = (after: Uuid | null, limit: number) => sql<{ id: Uuid }>`
  select id from tenant where ${after}::uuid is null or id > ${after} order by id limit ${limit}`

export const setRequireTwoFactor = (required: boolean) => sql`
  update tenant set require_two_factor = ${required}, updated_at = now() where id = (select app_tenant())`

/** The row lock of the counter makes numbers gapless: a transaction that rolls back gives its number back. */
export const takeNumber = (tenantId: Uuid, name: string) => sql<{ value: number }>`
  insert into tenant_counter (tenant_id, name, value) values (${tenantId}, ${name}, 1)
  on conflict (tenant_id, name) do update set value = tenant_counter.value + 1
  returning value`

/** How long a bot is silent after a person's word, unless the business sets another time. */
export const BOT_SILENCE_HOURS = 12

/** The same for the tenant of the transaction, as part of another's statement; an interval, looked up once for each. */
export const botSilence = sql`(
  select coalesce((settings->'bot'->>'silenceHours')::numeric, ${sql.lit(BOT_SILENCE_HOURS)}) * interval '1 hour'
  from tenant where id = (select app_tenant()))`

/** Whether the tenant of the transaction is suspended; to be used inside another statement. */
export const isSuspended = sql`(select status = 'suspended' from tenant where id = (select app_tenant()))`
