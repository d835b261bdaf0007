-- Customers (contacts) and their addresses, the WhatsApp numbers of a business (channels), and what providers delivered.

create table contact (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text,
  locale text,
  fields jsonb not null default '{}',
  -- opted out: the business starts nothing. marketing opted out: no marketing. The moment of the opposite wish is kept beside
  -- each: a wish that arrives late must not undo a newer one, and consent has to be proven.
  opted_out_at timestamptz,
  opted_in_at timestamptz,
  marketing_opted_out_at timestamptz,
  marketing_opted_in_at timestamptz,
  -- When two contacts turn out to be one person, the older one stays and gets everything. The row of the other stays too, says
  -- here into whom it was merged, and is shown no more. Orders and the log keep naming it: they say what was known then.
  merged_into uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, merged_into) references contact (tenant_id, id)
);
-- The list needs no index of its own: ids are in the order of time, so it follows the primary key.
create index on contact (tenant_id, merged_into) where merged_into is not null;
-- An index of names alone would read the Fatimas of every tenant.
create index contact_name_search on contact using gin (tenant_id, name gin_trgm_ops);
call make_tenant_table('contact');
grant select, insert, update, delete on contact to tawsil_tenant;

-- A phone number is not an identity: a person has several, each within a scope ('' = worldwide, else the portfolio or session).
create table contact_identity (
  tenant_id uuid not null,
  kind text not null check (kind in ('phone', 'wa_id', 'bsuid', 'lid', 'username')),
  scope text not null default '',
  value text not null,
  contact_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, kind, scope, value),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id) on delete cascade
);
create index on contact_identity (tenant_id, contact_id);
create index contact_identity_search on contact_identity using gin (tenant_id, value gin_trgm_ops)
  where kind in ('phone', 'username');
call make_tenant_table('contact_identity');
grant select, insert, update, delete on contact_identity to tawsil_tenant;

create table contact_merge (
  tenant_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  -- {identities, conversations, kept, merged}: everything that undoing the merge puts back
  moved jsonb not null,
  reason text not null default 'manual' check (reason in ('manual', 'identities', 'number_change')),
  actor_kind text not null,
  actor_id uuid,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  undone_by_kind text,
  undone_by_id uuid,
  primary key (tenant_id, id)
);
create index on contact_merge (tenant_id, kept_id);
create index on contact_merge (tenant_id, merged_id);
-- nobody is merged into two at once
create unique index contact_merge_once on contact_merge (tenant_id, merged_id) where undone_at is null;
call make_tenant_table('contact_merge');
grant select, insert, update on contact_merge to tawsil_tenant;

-- Finding people. Under row-level security a condition that is not leakproof (ILIKE) never becomes an index condition:
-- PostgreSQL would read all rows of the tenant. The function's owner passes the policy, takes the tenant from the transaction
-- and puts it first.
grant select on contact, contact_identity to tawsil_definer;
create policy search_access on contact for select to tawsil_definer using (true);
create policy search_access on contact_identity for select to tawsil_definer using (true);

-- Ids of contacts whose name matches `words`, or whose number or user name matches `handle`. Both are patterns for ILIKE; a
-- null matches nothing. Newest first, at most `most` of them, after the contact `beyond` when it is given.
create function search_contacts(words text, handle text, beyond uuid, most integer) returns setof uuid
language plpgsql stable security definer
-- the patterns decide which index is good, so a plan made for any pattern is never taken
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
revoke all on function search_contacts(text, text, uuid, integer) from public;
grant execute on function search_contacts(text, text, uuid, integer) to tawsil_tenant;
-- An owner that is no superuser may give a function only to a role that could have made it there.
grant create on schema public to tawsil_definer;
alter function search_contacts(text, text, uuid, integer) owner to tawsil_definer;
revoke create on schema public from tawsil_definer;

----------------------------------------------------------------------------------------------------------------- channels

create table channel (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  provider text not null check (provider in ('cloud_api', 'twilio', 'waha', 'simulator')),
  name text not null,
  phone_number text,
  -- what the provider calls this number and its account: phone_number_id and WABA id at Meta
  external_id text,
  external_account_id text,
  -- AES-256-GCM over JSON, bound to tenant and row: copied elsewhere it does not open
  credentials bytea,
  status text not null default 'connecting'
    check (status in ('connecting', 'qr', 'connected', 'degraded', 'disconnected', 'error')),
  status_reason text,
  -- As of when the provider's last word about the channel was true: news that come late do not undo newer ones.
  state_at timestamptz,
  -- since when the channel is degraded, and who noticed: the one who did takes it back
  degraded_at timestamptz,
  degraded_by text check (degraded_by in ('breaker', 'silence', 'failures', 'reports')),
  -- When the provider last confirmed that the credentials speak for this number. Whoever names a number first has not shown
  -- that it is theirs: in production, deliveries of the platform's shared app reach proven channels only.
  proven_at timestamptz,
  -- Set when the provider refused the credentials, the billing or the policy. Nothing goes out until it confirms them again.
  sending_stopped_at timestamptz,
  -- how fast people want a channel to send: {"perSecond": 20, "burst": 40}; null: as its provider allows
  pace jsonb,
  last_inbound_at timestamptz,
  -- Up to when the provider's own history of a linked phone was read, so that a gap is read once and from where it began.
  recovered_to timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- A removed channel keeps its row, because conversations and messages point to it; its routes and credentials are gone.
  removed_at timestamptz,
  primary key (tenant_id, id)
);
create index on channel (id);
-- Schedules look at the linked phones of all tenants, at numbers that nobody has confirmed (to ask again), and at numbers that
-- were just confirmed (to work on what came before). None of them may read every channel there is.
create index channel_linked on channel (provider, id) where removed_at is null and provider = 'waha';
create index channel_unproven on channel (provider, updated_at) where removed_at is null and proven_at is null;
create index channel_proven on channel (provider, proven_at) where removed_at is null;
call make_tenant_table('channel');
grant select, insert, update, delete on channel to tawsil_tenant;
-- a webhook names a channel before its tenant is known
call open_to_system('channel', 'select');

-- Which tenant a provider's number belongs to: worldwide unique, so that no tenant can claim another's number.
-- A webhook reads it before its tenant is known, hence the system role.
create table channel_route (
  provider text not null,
  kind text not null check (kind in ('number', 'account')),
  external_id text not null,
  tenant_id uuid not null,
  channel_id uuid not null,
  primary key (provider, kind, external_id, channel_id),
  foreign key (tenant_id, channel_id) references channel (tenant_id, id) on delete cascade
);
create unique index channel_route_number on channel_route (provider, external_id) where kind = 'number';
-- A delivery may name the Meta account alone: the channel of that account that was connected first answers.
create index channel_route_account on channel_route (provider, external_id, channel_id) where kind = 'account';
create index on channel_route (tenant_id, channel_id);
call make_tenant_table('channel_route');
grant select, insert, delete on channel_route to tawsil_tenant;
call open_to_system('channel_route', 'select');

-- What has to be undone at the provider when a channel is removed. The row keeps a copy of the credentials, which the channel's
-- own row no longer has: sealed like those of the channel (bound to tenant and channel), and deleted when the work is done.
create table channel_farewell (
  tenant_id uuid not null,
  channel_id uuid not null,
  credentials bytea not null,
  attempts smallint not null default 0,
  next_try_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, channel_id),
  foreign key (tenant_id, channel_id) references channel (tenant_id, id) on delete cascade
);
create index on channel_farewell (next_try_at);
call make_tenant_table('channel_farewell');
grant select, insert, update, delete on channel_farewell to tawsil_tenant;
-- a schedule looks for what is due at every tenant
call open_to_system('channel_farewell', 'select');

-- What a channel did in each hour, counted where it is recorded, one row for each channel of a batch. Health is judged from
-- here: how many calls the provider took, and whether it is silent when it used not to be.
create table channel_hour (
  tenant_id uuid not null,
  channel_id uuid not null,
  hour timestamptz not null,
  inbound integer not null default 0,
  accepted integer not null default 0,
  -- answered by the provider with a refusal: the connection works
  refused integer not null default 0,
  -- never written, or of unknown outcome
  unreached integer not null default 0,
  -- statuses that came back
  reports integer not null default 0,
  -- the last of each within the hour
  inbound_at timestamptz,
  accepted_at timestamptz,
  reported_at timestamptz,
  primary key (tenant_id, channel_id, hour)
) with (fillfactor = 70);
call make_tenant_table('channel_hour');
grant select, insert, update on channel_hour to tawsil_tenant;
-- one schedule looks after the channels of all tenants, and deletes old hours
call open_to_system('channel_hour', 'select, delete');

------------------------------------------------------------------------------------------------------------------- intake

-- Every provider delivery as received. Append-only, written by grouped commits; never updated.
-- tenant_id is null when nobody can be named: such a row is quarantined and only the system role sees it.
create table raw_event (
  id uuid not null,
  tenant_id uuid,
  channel_id uuid,
  provider text not null,
  disposition text not null check (disposition in ('accepted', 'quarantined')),
  quarantine_reason text,
  headers jsonb not null,
  body bytea not null,
  received_at timestamptz not null default now(),
  primary key (id),
  check (disposition = 'quarantined' or (tenant_id is not null and channel_id is not null))
) partition by range (id);
create index on raw_event (tenant_id, id);
create index on raw_event (id) where disposition = 'quarantined';
call make_tenant_table('raw_event');
call make_partitioned('raw_event', true);
grant select on raw_event to tawsil_tenant;
-- intake writes deliveries of all tenants in one statement; claims read them with their bytes
call open_to_system('raw_event', 'select, insert');

-- id = raw event, lane = channel
call make_pending_table('raw_event_pending');
-- room on each page for rows that are tried again
alter table raw_event_pending set (fillfactor = 70);
