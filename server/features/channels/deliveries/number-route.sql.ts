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
  /** The provider has called the channel's webhook before. */
  heard: boolean
}

/**
 * The owners of these numbers and accounts. An account that several channels name belongs to the tenant of a proven
 * one, and each of its proven channels has a row; when none is proven, the first channel has it. For the system door,
 * because no tenant is known yet.
 */
export const findRoutes = (
  provider: Provider,
  numbers: readonly string[],
  accounts: readonly string[],
): Statement<RouteRow> => sql<RouteRow>`
  select r.kind, r.external_id as "externalId", r.tenant_id as "tenantId", r.channel_id as "channelId",
    c.proven_at is not null as proven, c.webhook_at is not null as heard
  from channel_route r join channel c on c.tenant_id = r.tenant_id and c.id = r.channel_id
  where r.provider = ${provider} and r.kind = 'number' and r.external_id = any(${numbers}::text[])
  union all (
    select kind, external_id, tenant_id, channel_id, proven, heard
    from (
      select r.kind, r.external_id, r.tenant_id, r.channel_id, c.proven_at is not null as proven,
        c.webhook_at is not null as heard,
        row_number() over ranked as rank, first_value(r.tenant_id) over ranked as owner
      from channel_route r join channel c on c.tenant_id = r.tenant_id and c.id = r.channel_id
      where r.provider = ${provider} and r.kind = 'account' and r.external_id = any(${accounts}::text[])
      window ranked as (partition by r.external_id order by c.proven_at is null, r.channel_id)
    ) named
    where rank = 1 or (proven and tenant_id = owner)
    order by external_id, rank)`

/**
 * Claims a number for a channel; no row when any channel has it already. Unique over all tenants, whatever the caller
 * may see.
 */
export const insertNumberRoute = (
  provider: Provider,
  externalId: string,
  to: { tenantId: Uuid; channelId: Uuid },
): Statement<unknown> => sql`
  insert into channel_route (provider, kind, external_id, tenant_id, channel_id)
  values (${provider}, 'number', ${externalId}, ${to.tenantId}, ${to.channelId})
  on conflict do nothing`

/** The same, and whether the channel has the number then. */
export const takeNumberRoute = (
  provider: Provider,
  externalId: string,
  to: { tenantId: Uuid; channelId: Uuid },
): Statement<{ held: boolean }> => sql<{ held: boolean }>`
  with made as (
    insert into channel_route (provider, kind, external_id, tenant_id, channel_id)
    values (${provider}, 'number', ${externalId}, ${to.tenantId}, ${to.channelId})
    on conflict do nothing returning channel_id
  )
  select exists (select from made) or exists (
    select from channel_route
    where provider = ${provider} and kind = 'number' and external_id = ${externalId} and channel_id = ${to.channelId}
  ) as held`

/** Replaces the account that a channel names. */
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

export interface SignedRow {
  channelId: Uuid
  tenantId: Uuid
  number: string | null
  account: string | null
  credentials: Buffer
  /** The provider has called its webhook before. */
  heard: boolean
}

const SIGNED = sql`c.id as "channelId", c.tenant_id as "tenantId", c.external_id as number,
  c.external_account_id as account, c.credentials, c.webhook_at is not null as heard`

/** The channels that have these numbers at the provider, with their secrets. For the system door. */
export const findSignedByNumber = (
  provider: Provider,
  numbers: readonly string[],
): Statement<SignedRow> => sql<SignedRow>`
  select ${SIGNED} from channel_route r join channel c on c.tenant_id = r.tenant_id and c.id = r.channel_id
  where r.provider = ${provider} and r.kind = 'number' and r.external_id = any(${numbers}::text[])
    and c.removed_at is null and c.credentials is not null`

/** The channel that a webhook's address names, with its secrets. For the system door. */
export const findSignedById = (provider: Provider, channelId: Uuid): Statement<SignedRow> => sql<SignedRow>`
  select ${SIGNED} from channel c
  where c.id = ${channelId} and c.provider = ${provider} and c.removed_at is null and c.credentials is not null`
