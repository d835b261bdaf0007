import { json, type Statement, sql } from '../db/index.ts'

/** Whose key it is: two callers may use the same text for different requests. */
export interface KeyOwner {
  tenantId: string
  credential: string
  key: string
}

export interface KeyRow {
  requestHash: Buffer
  status: number | null
  answer: { body: string } | null
  /** The request that holds the key has been running longer than any request may. */
  abandoned: boolean
}

/** Every request ends, or is ended, well before this time. A request that still holds a key then has died. */
const ABANDONED_AFTER = sql`interval '90 seconds'`

export const insertKey = ({ tenantId, credential, key }: KeyOwner, requestHash: Buffer): Statement<unknown> => sql`
  insert into idempotency_key (tenant_id, credential, key, request_hash)
  values (${tenantId}, ${credential}, ${key}, ${requestHash}) on conflict do nothing`

export const selectKey = ({ tenantId, credential, key }: KeyOwner): Statement<KeyRow> => sql<KeyRow>`
  select request_hash as "requestHash", status, answer,
    status is null and created_at < now() - ${ABANDONED_AFTER} as abandoned
  from idempotency_key where tenant_id = ${tenantId} and credential = ${credential} and key = ${key}`

/** Takes a key over from a request that died. Changes one row, or none when another request was faster. */
export const takeOverKey = ({ tenantId, credential, key }: KeyOwner): Statement<unknown> => sql`
  update idempotency_key set created_at = now()
  where tenant_id = ${tenantId} and credential = ${credential} and key = ${key}
    and status is null and created_at < now() - ${ABANDONED_AFTER}`

export const fillKey = (
  { tenantId, credential, key }: KeyOwner,
  status: number,
  body: string,
): Statement<unknown> => sql`
  update idempotency_key set status = ${status}, answer = ${json({ body })}
  where tenant_id = ${tenantId} and credential = ${credential} and key = ${key}`

export const deleteKey = ({ tenantId, credential, key }: KeyOwner): Statement<unknown> => sql`
  delete from idempotency_key
  where tenant_id = ${tenantId} and credential = ${credential} and key = ${key} and status is null`

/** Removes keys of all tenants that are older than a day. */
export const deleteOldKeys = (): Statement<unknown> => sql`
  delete from idempotency_key where created_at < now() - interval '24 hours'`
