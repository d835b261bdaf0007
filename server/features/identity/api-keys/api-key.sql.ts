import { sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { hasFeature } from '../../tenancy/index.ts'
import type { KeyMode } from './key-text.ts'

/** A key as people see it. */
export interface ApiKey {
  id: Uuid
  name: string
  mode: KeyMode
  prefix: string
  permissions: string[]
  /** Empty: every address. */
  allowedAddresses: string[]
  createdBy: Uuid
  createdAt: Date
  expiresAt: Date | null
  rotatedAt: Date | null
  /** Until when the key before the last rotation is accepted. */
  previousUntil: Date | null
  lastUsedAt: Date | null
}

const columns = sql`id, name, mode, prefix, permissions, allowed_addresses as "allowedAddresses",
  created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt", rotated_at as "rotatedAt",
  case when previous_until > now() then previous_until end as "previousUntil", last_used_at as "lastUsedAt"`

export type NewKeyRow = Pick<
  ApiKey,
  'id' | 'name' | 'mode' | 'prefix' | 'permissions' | 'allowedAddresses' | 'createdBy' | 'expiresAt'
> & { hash: Buffer }

export const insertKey = (tenantId: Uuid, row: NewKeyRow) => sql<ApiKey>`
  insert into api_key (tenant_id, id, name, mode, prefix, key_hash, permissions, allowed_addresses, created_by, expires_at)
  values (${tenantId}, ${row.id}, ${row.name}, ${row.mode}, ${row.prefix}, ${row.hash}, ${row.permissions}::text[],
    ${row.allowedAddresses}::text[], ${row.createdBy}, ${row.expiresAt})
  returning ${columns}`

/** Those that were not revoked, newest first. */
export const selectKeys = (before: Uuid | null, limit: number) => sql<ApiKey>`
  select ${columns} from api_key
  where tenant_id = (select app_tenant()) and revoked_at is null and (${before}::uuid is null or id < ${before}::uuid)
  order by id desc limit ${limit}`

/** One that was not revoked. */
export const selectKey = (id: Uuid) => sql<ApiKey>`
  select ${columns} from api_key where tenant_id = (select app_tenant()) and id = ${id} and revoked_at is null`

export const countKeys = () =>
  sql<{ count: number }>`
  select count(*)::int as count from api_key where tenant_id = (select app_tenant()) and revoked_at is null`

export const lockKey = (id: Uuid) => sql<ApiKey>`
  select ${columns} from api_key where tenant_id = (select app_tenant()) and id = ${id} and revoked_at is null for update`

export const revokeRow = (id: Uuid) => sql`
  update api_key set revoked_at = now(), previous_hash = null, previous_until = null
  where tenant_id = (select app_tenant()) and id = ${id}`

/** With another key in the same row; the one before is accepted for some minutes more. */
export const rotateRow = (id: Uuid, next: { prefix: string; hash: Buffer; overlapMinutes: number }) => sql<ApiKey>`
  update api_key set prefix = ${next.prefix}, key_hash = ${next.hash}, rotated_at = now(),
    previous_hash = case when ${next.overlapMinutes} > 0 then key_hash end,
    previous_until = case when ${next.overlapMinutes} > 0 then now() + ${next.overlapMinutes} * interval '1 minute' end
  where tenant_id = (select app_tenant()) and id = ${id}
  returning ${columns}`

/** Names of keys, of revoked ones too. */
export const selectKeyNames = (ids: readonly Uuid[]) => sql<{ id: Uuid; name: string }>`
  select id, name from api_key where tenant_id = (select app_tenant()) and id = any(${uuids(ids)})`

/** What a key proves, found by its hash before a tenant is known. */
export interface ProvenKeyRow {
  tenantId: Uuid
  tenantStatus: string
  suspendedReason: string | null
  suspendedAt: Date | null
  plan: string
  /** The plan lets programs use live keys. */
  apiAccess: boolean
  id: Uuid
  name: string
  mode: KeyMode
  permissions: string[]
  allowedAddresses: string[]
  /** For how long it is valid at most; null: without an end. */
  leftMs: number | null
  /** Its last use was not written for a minute. */
  unwritten: boolean
}

export const selectByHash = (hash: Buffer) => sql<ProvenKeyRow>`
  select k.tenant_id as "tenantId", t.status as "tenantStatus",
    t.suspended_reason as "suspendedReason", t.suspended_at as "suspendedAt", t.plan,
    ${hasFeature(sql`k.tenant_id`, sql`t.plan`, 'api_access')} as "apiAccess", k.id, k.name, k.mode, k.permissions,
    k.allowed_addresses as "allowedAddresses",
    extract(epoch from least(k.expires_at, case when k.key_hash <> ${hash} then k.previous_until end) - now())::float8 * 1000
      as "leftMs",
    k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as unwritten
  from api_key k join tenant t on t.id = k.tenant_id
  where (k.key_hash = ${hash} or (k.previous_hash = ${hash} and k.previous_until > now()))
    and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`

/** The row has the last word, because several processes may write at the same time. */
export const markUsed = (id: Uuid) => sql`
  update api_key set last_used_at = now() where tenant_id = (select app_tenant()) and id = ${id}
    and (last_used_at is null or last_used_at < now() - interval '1 minute')`
