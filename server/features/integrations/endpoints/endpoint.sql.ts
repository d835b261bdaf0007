import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

export type DisabledReason = 'person' | 'gone' | 'failing'

export interface WebhookEndpoint {
  id: Uuid
  url: string
  description: string
  types: string[]
  ordered: boolean
  state: 'enabled' | 'disabled' | 'deleted'
  disabledReason: DisabledReason | null
  disabledAt: Date | null
  /** Sealed. */
  secret: Buffer
  /** Sealed; still valid until the moment beside it. */
  oldSecret: Buffer | null
  oldSecretUntil: Date | null
  failures: number
  failingSince: Date | null
  backoffUntil: Date | null
  createdAt: Date
  updatedAt: Date
}

const COLUMNS = sql`id, url, description, types, ordered, state, disabled_reason as "disabledReason",
  disabled_at as "disabledAt", secret, case when old_secret_until > now() then old_secret end as "oldSecret",
  case when old_secret_until > now() then old_secret_until end as "oldSecretUntil", failures,
  failing_since as "failingSince", backoff_until as "backoffUntil", created_at as "createdAt", updated_at as "updatedAt"`

const MINE = sql`tenant_id = (select app_tenant()) and state <> 'deleted'`

/** Oldest first. */
export const selectEndpoints = (after: Uuid | null, limit: number): Statement<WebhookEndpoint> => sql<WebhookEndpoint>`
  select ${COLUMNS} from webhook_endpoint where ${MINE} ${after ? sql`and id > ${after}` : sql``} order by id limit ${limit}`

export const selectEndpoint = (id: Uuid): Statement<WebhookEndpoint> =>
  sql<WebhookEndpoint>`select ${COLUMNS} from webhook_endpoint where ${MINE} and id = ${id}`

export const lockEndpoint = (id: Uuid): Statement<WebhookEndpoint> =>
  sql<WebhookEndpoint>`select ${COLUMNS} from webhook_endpoint where ${MINE} and id = ${id} for no key update`

export const countEndpoints = (): Statement<{ count: number }> =>
  sql<{ count: number }>`select count(*)::int as count from webhook_endpoint where ${MINE}`

export const insertEndpoint = (
  tenantId: Uuid,
  row: Pick<WebhookEndpoint, 'id' | 'url' | 'description' | 'types' | 'ordered' | 'secret'>,
): Statement<WebhookEndpoint> => sql<WebhookEndpoint>`
  insert into webhook_endpoint (tenant_id, id, url, description, types, ordered, secret)
  values (${tenantId}, ${row.id}, ${row.url}, ${row.description}, ${row.types}::text[], ${row.ordered}, ${row.secret})
  returning ${COLUMNS}`

export const updateEndpoint = (
  row: Pick<WebhookEndpoint, 'id' | 'url' | 'description' | 'types' | 'ordered'>,
): Statement<WebhookEndpoint> => sql<WebhookEndpoint>`
  update webhook_endpoint set url = ${row.url}, description = ${row.description}, types = ${row.types}::text[],
    ordered = ${row.ordered}, updated_at = now()
  where ${MINE} and id = ${row.id} returning ${COLUMNS}`

/** From now on: what happened while it was disabled is for a replay. */
export const enableEndpoint = (id: Uuid): Statement<WebhookEndpoint> => sql<WebhookEndpoint>`
  update webhook_endpoint set state = 'enabled', disabled_reason = null, disabled_at = null, failures = 0,
    failing_since = null, backoff_until = null, since_txid = pg_current_xact_id(), updated_at = now()
  where ${MINE} and id = ${id} returning ${COLUMNS}`

export const disableEndpoint = (id: Uuid, reason: DisabledReason): Statement<WebhookEndpoint> => sql<WebhookEndpoint>`
  update webhook_endpoint set state = 'disabled', disabled_reason = ${reason}, disabled_at = now(), failures = 0,
    backoff_until = null, updated_at = now()
  where ${MINE} and state = 'enabled' and id = ${id} returning ${COLUMNS}`

/** The row stays, without its secrets, for what is still on its way: whoever claims that finds that nobody wants it. */
export const deleteEndpoint = (id: Uuid): Statement<unknown> => sql`
  update webhook_endpoint set state = 'deleted', secret = ''::bytea, old_secret = null, failures = 0, backoff_until = null
  where ${MINE} and id = ${id}`

export const replaceSecret = (id: Uuid, secret: Buffer, oldValidHours: number): Statement<WebhookEndpoint> =>
  sql<WebhookEndpoint>`
  update webhook_endpoint set old_secret = secret, old_secret_until = now() + ${oldValidHours} * interval '1 hour',
    secret = ${secret}, updated_at = now()
  where ${MINE} and id = ${id} returning ${COLUMNS}`
