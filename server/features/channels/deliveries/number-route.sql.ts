import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Provider } from '../contract/transport.ts'

export interface RouteRow {
  kind: 'number' | 'account'
  externalId: string
  tenantId: Uuid
  channelId: Uuid
  /** The provider has confirmed that this channel speaks for the number or account. */
  proven: boolean
}

/**
 * Whose these numbers and accounts are. An account that several channels name belongs to the tenant of a proven one, and each of
 * its proven channels has a row; where none is proven, the first has.
 * For the system door: asked before a tenant is known.
 */
export const findRoutes = (
  provider: Provider,
  numbers: readonly string[],
  accounts: readonly string[],
): Statement<RouteRow> => sql<RouteRow>`
  select r.kind, r.external_id as "externalId", r.tenant_id as "tenantId", r.channel_id as "channelId",
    c.proven_at is not null as proven
  from channel_route r join channel c on c.tenant_id = r.tenant_id and c.id = r.channel_id
  where r.provider = ${provider} and r.kind = 'number' and r.external_id = any(${numbers}::text[])
  union all (
    select kind, external_id, tenant_id, channel_id, proven
    from (
      select r.kind, r.external_id, r.tenant_id, r.channel_id, c.proven_at is not null as proven,
        row_number() over ranked as rank, first_value(r.tenant_id) over ranked as owner
      from channel_route r join channel c on c.tenant_id = r.tenant_id and c.id = r.channel_id
      where r.provider = ${provider} and r.kind = 'account' and r.external_id = any(${accounts}::text[])
      window ranked as (partition by r.external_id order by c.proven_at is null, r.channel_id)
    ) named
    where rank = 1 or (proven and tenant_id = owner)
    order by external_id, rank)`

export interface HookRow {
  tenantId: Uuid
  externalAccountId: string | null
  credentials: Buffer
}

/** The channel that a webhook's address names. For the system door. */
export const findHook = (provider: Provider, channelId: Uuid): Statement<HookRow> => sql<HookRow>`
  select tenant_id as "tenantId", external_account_id as "externalAccountId", credentials
  from channel where id = ${channelId} and provider = ${provider} and removed_at is null and credentials is not null`

/** Claims a number for a channel; no row when it is anyone's already. Worldwide unique, whatever the caller may see. */
export const insertNumberRoute = (
  provider: Provider,
  externalId: string,
  to: { tenantId: Uuid; channelId: Uuid },
): Statement<unknown> => sql`
  insert into channel_route (provider, kind, external_id, tenant_id, channel_id)
  values (${provider}, 'number', ${externalId}, ${to.tenantId}, ${to.channelId})
  on conflict do nothing`

/** Names the account of a channel in place of the one it named before. */
export const replaceAccountRoute = (
  provider: Provider,
  externalId: string,
  to: { tenantId: Uuid; channelId: Uuid },
): Statement<unknown> => sql`
  with gone as (
    delete from channel_route where tenant_id = ${to.tenantId} and channel_id = ${to.channelId} and kind = 'account'
      and external_id <> ${externalId}
  )
  insert into channel_route (provider, kind, external_id, tenant_id, channel_id)
  values (${provider}, 'account', ${externalId}, ${to.tenantId}, ${to.channelId})
  on conflict do nothing`

export const deleteRoutes = (tenantId: Uuid, channelId: Uuid): Statement<unknown> =>
  sql`delete from channel_route where tenant_id = ${tenantId} and channel_id = ${channelId}`

export interface SenderRow {
  channelId: Uuid
  tenantId: Uuid
  number: string | null
  credentials: Buffer
}

/** The channels that have these numbers at the provider, with their secrets. For the system door. */
export const findSenders = (provider: Provider, numbers: readonly string[]): Statement<SenderRow> => sql<SenderRow>`
  select c.id as "channelId", c.tenant_id as "tenantId", c.external_id as number, c.credentials
  from channel_route r join channel c on c.tenant_id = r.tenant_id and c.id = r.channel_id
  where r.provider = ${provider} and r.kind = 'number' and r.external_id = any(${numbers}::text[])
    and c.removed_at is null and c.credentials is not null`

/** The same by the channel's own id. */
export const findSenderById = (provider: Provider, channelId: Uuid): Statement<SenderRow> => sql<SenderRow>`
  select id as "channelId", tenant_id as "tenantId", external_id as number, credentials
  from channel where id = ${channelId} and provider = ${provider} and removed_at is null and credentials is not null`
