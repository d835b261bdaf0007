import { json, type RawBuilder, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { fold } from '../../../platform/text/index.ts'

/** The name of a group on a channel. */
export interface GroupName {
  channelId: Uuid
  groupKey: string
  name: string
  at: Date
}

/** A group's conversation under its new name. */
export interface RenamedGroup {
  id: Uuid
  groupKey: string
  groupName: string | null
  groupNameBefore: string | null
}

/** The conversations of groups that get a new name, to be locked first. */
export const selectNamed = (names: readonly GroupName[]) => sql<{ id: Uuid }>`
  select c.id from jsonb_to_recordset(${json(names)}) as g("channelId" uuid, "groupKey" text)
  cross join lateral (
    select id from conversation where channel_id = g."channelId" and group_key = g."groupKey" offset 0
  ) c`

/**
 * Stores names, one for each group, and writes them to the conversations that exist. A name that is older than the
 * stored one changes nothing.
 */
export const keepGroupNames = (tenantId: Uuid, names: readonly GroupName[]) => sql<RenamedGroup>`
  with given as (
    select * from jsonb_to_recordset(${json(names.map(row => ({ ...row, folded: fold(row.name) })))})
      as g("channelId" uuid, "groupKey" text, name text, folded text, at timestamptz)
  ), kept as (
    insert into group_name as n (tenant_id, channel_id, group_key, name, told_at)
    select ${tenantId}::uuid, "channelId", "groupKey", name, at from given
    order by "channelId", "groupKey"
    on conflict (tenant_id, channel_id, group_key) do update set name = excluded.name, told_at = excluded.told_at
      where n.told_at <= excluded.told_at
    returning channel_id, group_key, name
  )
  update conversation c set group_name = kept.name, group_name_folded = given.folded, updated_at = now()
  from kept join given on given."channelId" = kept.channel_id and given."groupKey" = kept.group_key
  join conversation old on old.channel_id = kept.channel_id and old.group_key = kept.group_key
  where c.channel_id = kept.channel_id and c.group_key = kept.group_key and c.group_name is distinct from kept.name
    and c.id = old.id
  returning c.id, c.group_key as "groupKey", c.group_name as "groupName", old.group_name as "groupNameBefore"`

/** The name of a group that was told before its first message; a part of another function's statement. */
export const knownGroupName = (
  channelId: RawBuilder<unknown>,
  groupKey: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  (select name from group_name where channel_id = ${channelId} and group_key = ${groupKey})`
