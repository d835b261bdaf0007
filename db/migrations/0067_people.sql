-- People, groups and what they were asked.

-- The answers that the last question of a conversation offered: [{kind, id, title, description?}], and whether they stand
-- there as numbered lines. A customer who answers in words is understood by them, for a day.
alter table conversation
  add column choices jsonb,
  add column choices_at timestamptz;

-- A group is a conversation of its own kind: with nobody alone. Its messages say who wrote them.
alter table conversation
  alter column contact_id drop not null,
  add column kind text not null default 'direct' check (kind in ('direct', 'group')),
  -- how the provider calls the group
  add column group_key text,
  -- how its members call it, when the provider tells
  add column group_name text,
  add constraint conversation_with check (
    (kind = 'direct' and contact_id is not null and group_key is null)
    or (kind = 'group' and contact_id is null and group_key is not null));

-- Two contacts that turn out to be one person. The one that is older stays and gets everything; the other's row stays behind,
-- says into whom it was merged, and is shown no more. Orders and the log keep naming it: they say what was known then.
alter table contact
  add column merged_into uuid,
  add foreign key (tenant_id, merged_into) references contact (tenant_id, id);
create index on contact (tenant_id, merged_into) where merged_into is not null;

-- When both had a conversation on the same channel, both threads stay whole: gapless numbers and the order of what was said
-- would not survive mixing them. The one that goes on is the kept contact's; the other is archived, names the one that goes
-- on, and gets no new messages. So a contact has one conversation on a channel besides those that were merged.
alter table conversation
  add column merged_into uuid,
  add foreign key (tenant_id, merged_into) references conversation (tenant_id, id),
  drop constraint conversation_tenant_id_channel_id_contact_id_key;
create unique index conversation_of_contact on conversation (tenant_id, channel_id, contact_id)
  where contact_id is not null and merged_into is null;
create unique index conversation_of_group on conversation (tenant_id, channel_id, group_key) where group_key is not null;
-- groups are few: a search by name reads them all
create index conversation_groups on conversation (tenant_id, id) where kind = 'group';
create index on conversation (tenant_id, merged_into) where merged_into is not null;

-- moved = {identities, conversations, kept, merged}: everything that undoing puts back.
alter table contact_merge
  add column reason text not null default 'manual' check (reason in ('manual', 'identities', 'number_change')),
  add column undone_by_kind text,
  add column undone_by_id uuid;
-- nobody is merged into two at once
create unique index contact_merge_once on contact_merge (tenant_id, merged_id) where undone_at is null;
create index on contact_merge (tenant_id, merged_id);

-- What became of a message that was edited or taken back: {text?, at}. The words as they were first stay in `content`.
alter table message
  add column edited jsonb,
  add column revoked_at timestamptz;

-- As in 0040, without people who were merged into others.
create or replace function search_contacts(words text, handle text, beyond uuid, most integer) returns setof uuid
language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select found.id from (
      (select c.id from contact c
       where c.tenant_id = (select app_tenant()) and c.name ilike words and c.merged_into is null
         and (beyond is null or c.id < beyond)
       order by c.id desc limit most)
      union
      (select i.contact_id from contact_identity i
       where i.tenant_id = (select app_tenant()) and i.kind in ('phone', 'username') and i.value ilike handle
         and (beyond is null or i.contact_id < beyond)
       order by i.contact_id desc limit most)
    ) found
    order by found.id desc limit most;
end $$;
