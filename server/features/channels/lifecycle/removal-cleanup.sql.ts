import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** Keeps a channel's sealed credentials for the removal cleanup; called before the channel loses them. */
export const insertCleanup = (tenantId: Uuid, channelId: Uuid): Statement<unknown> => sql`
  insert into channel_farewell (tenant_id, channel_id, credentials)
  select ${tenantId}, id, credentials from channel where id = ${channelId} and removed_at is null and credentials is not null
  on conflict do nothing`

export interface CleanupRow {
  credentials: Buffer
  externalId: string | null
  externalAccountId: string | null
  provider: string
  attempts: number
}

/** Takes the next try: whoever gets the row has it for the time of one try. */
export const takeCleanup = (channelId: Uuid, seconds: number): Statement<CleanupRow> => sql<CleanupRow>`
  update channel_farewell f set attempts = f.attempts + 1, next_try_at = now() + make_interval(secs => ${seconds})
  from channel c
  where f.channel_id = ${channelId} and f.next_try_at <= now() and c.tenant_id = f.tenant_id and c.id = f.channel_id
  returning f.credentials, f.attempts, c.external_id as "externalId", c.external_account_id as "externalAccountId",
    c.provider`

export const deleteCleanup = (channelId: Uuid): Statement<unknown> =>
  sql`delete from channel_farewell where channel_id = ${channelId}`

/** Cleanups that are due, of any tenant. For the system door. */
export const selectDueCleanups = (limit: number): Statement<{ tenantId: Uuid; id: Uuid }> => sql<{
  tenantId: Uuid
  id: Uuid
}>`
  select tenant_id as "tenantId", channel_id as id from channel_farewell where next_try_at <= now()
  order by next_try_at limit ${limit}`

export const delayCleanup = (channelId: Uuid, seconds: number): Statement<unknown> => sql`
  update channel_farewell set next_try_at = now() + make_interval(secs => ${seconds}) where channel_id = ${channelId}`
