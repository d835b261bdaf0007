-- Teams of a business, who is in them, and which conversations a member may see.
create table team (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  -- The row stays: conversations name it until they are taken out, some at a time, and the log names it for ever.
  removed_at timestamptz,
  primary key (tenant_id, id)
);
call make_tenant_table('team');
-- The list by name, and one name for one team.
create unique index team_name on team (tenant_id, (lower(name) collate "und-x-icu")) where removed_at is null;
grant select, insert, update on team to tawsil_tenant;

create table team_member (
  tenant_id uuid not null,
  team_id uuid not null,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, team_id, user_id),
  foreign key (tenant_id, team_id) references team (tenant_id, id),
  foreign key (tenant_id, user_id) references membership (tenant_id, user_id) on delete cascade
);
call make_tenant_table('team_member');
create index on team_member (tenant_id, user_id, team_id);
grant select, insert, delete on team_member to tawsil_tenant;
-- A token says whose it is, and so which teams count, before its tenant is set.
call open_to_system('team_member', 'select');

alter table membership add column visibility text not null default 'all' check (visibility in ('own', 'team', 'all'));

alter table conversation add column team_id uuid,
  add foreign key (tenant_id, team_id) references team (tenant_id, id);
-- What one team has, newest first. Partial: a business without teams pays nothing for it.
create index conversation_by_team on conversation (tenant_id, team_id, last_message_at desc, id desc,
  (case when snoozed_until is null then '-infinity' else snoozed_until end)) where team_id is not null;
