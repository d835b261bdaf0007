import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** Adds to what all processes counted in this hour of the database's clock. Returns the sum. */
export const addDeliveries = (tenantId: Uuid, amount: number): Statement<{ count: number }> => sql<{ count: number }>`
  insert into delivery_count as d (tenant_id, hour, count)
  values (${tenantId}::uuid, date_trunc('hour', now(), 'UTC'), ${amount})
  on conflict (tenant_id) do update set hour = excluded.hour,
    count = case when d.hour = excluded.hour then d.count else 0 end + excluded.count
  returning count::float8 as count`
