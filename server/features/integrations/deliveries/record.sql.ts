import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** The endpoint as it is now, locked. */
export interface Health {
  state: string
  failures: number
  failingSince: Date | null
  now: Date
}

export const lockHealth = (id: Uuid): Statement<Health> => sql<Health>`
  select state, failures, failing_since as "failingSince", now() as now from webhook_endpoint
  where tenant_id = (select app_tenant()) and id = ${id} for no key update`

export const noteFailures = (id: Uuid, failures: number, restSeconds: number): Statement<unknown> => sql`
  update webhook_endpoint set failures = ${failures}, failing_since = coalesce(failing_since, now()),
    backoff_until = now() + ${restSeconds} * interval '1 second'
  where tenant_id = (select app_tenant()) and id = ${id}`

export const noteRecovery = (id: Uuid): Statement<unknown> => sql`
  update webhook_endpoint set failures = 0, failing_since = null, backoff_until = null
  where tenant_id = (select app_tenant()) and id = ${id} and failures > 0`

/** What waits for a later try goes now: the endpoint answers again. The oldest of them; the others keep their time. */
export const hastenDeliveries = (id: Uuid, limit: number): Statement<unknown> => sql`
  update webhook_delivery d set next_try_at = now() from (
    select late.tenant_id, late.id from webhook_delivery late
    where late.tenant_id = (select app_tenant()) and late.part = ${id} and late.next_try_at > now()
    order by late.id limit ${limit}
  ) late where d.tenant_id = late.tenant_id and d.id = late.id`
