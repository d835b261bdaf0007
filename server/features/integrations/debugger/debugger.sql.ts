import { json, type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Verdict } from './verdict.ts'

export interface DebuggerRow {
  id: Uuid
  expiresAt: Date
}

export interface DebugRequest {
  id: Uuid
  headers: Record<string, string>
  body: string
  bytes: number
  verdict: Verdict
  createdAt: Date
}

export const insertDebugger = (tenantId: Uuid, id: Uuid, minutes: number): Statement<DebuggerRow> => sql<DebuggerRow>`
  insert into webhook_debugger (tenant_id, id, expires_at) values (${tenantId}, ${id}, now() + ${minutes} * interval '1 minute')
  returning id, expires_at as "expiresAt"`

/** One that is not over. */
export const selectDebugger = (id: Uuid): Statement<DebuggerRow> => sql<DebuggerRow>`
  select id, expires_at as "expiresAt" from webhook_debugger
  where tenant_id = (select app_tenant()) and id = ${id} and expires_at > now()`

/** All but the newest. */
export const deleteSurplusDebuggers = (kept: number): Statement<unknown> => sql`
  delete from webhook_debugger where tenant_id = (select app_tenant()) and id not in (
    select id from webhook_debugger where tenant_id = (select app_tenant()) order by id desc limit ${kept})`

/** For the system door; their requests go with them. */
export const deleteOverDebuggers = (): Statement<unknown> => sql`delete from webhook_debugger where expires_at < now()`

export const insertDebugRequest = (
  tenantId: Uuid,
  debuggerId: Uuid,
  row: Omit<DebugRequest, 'createdAt'>,
): Statement<unknown> => sql`
  insert into webhook_debug_request (tenant_id, id, debugger_id, headers, body, bytes, verdict)
  values (${tenantId}, ${row.id}, ${debuggerId}, ${json(row.headers)}, ${row.body}, ${row.bytes}, ${row.verdict})`

export const selectDebugRequests = (debuggerId: Uuid, limit: number): Statement<DebugRequest> => sql<DebugRequest>`
  select id, headers, body, bytes, verdict, created_at as "createdAt" from webhook_debug_request
  where tenant_id = (select app_tenant()) and debugger_id = ${debuggerId} order by id desc limit ${limit}`

export const deleteSurplusRequests = (debuggerId: Uuid, kept: number): Statement<unknown> => sql`
  delete from webhook_debug_request where tenant_id = (select app_tenant()) and debugger_id = ${debuggerId} and id <= (
    select id from webhook_debug_request where tenant_id = (select app_tenant()) and debugger_id = ${debuggerId}
    order by id desc offset ${kept} limit 1)`

/** The sealed secrets of the endpoints that have an address. */
export const selectSecretsOf = (url: string): Statement<{ id: Uuid; secret: Buffer; oldSecret: Buffer | null }> => sql<{
  id: Uuid
  secret: Buffer
  oldSecret: Buffer | null
}>`
  select id, secret, case when old_secret_until > now() then old_secret end as "oldSecret" from webhook_endpoint
  where tenant_id = (select app_tenant()) and state <> 'deleted' and url = ${url} limit 10`
