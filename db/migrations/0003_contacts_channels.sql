create table contact (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text,
  locale text,
  fields jsonb not null default '{}',
  opted_out_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index contact_name_trgm on contact using gin (name gin_trgm_ops);
create index on contact (tenant_id, created_at desc, id);
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
call make_tenant_table('contact_identity');
grant select, insert, update, delete on contact_identity to tawsil_tenant;

create table contact_merge (
  tenant_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  moved jsonb not null,
  actor_kind text not null,
  actor_id uuid,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (tenant_id, id)
);
create index on contact_merge (tenant_id, kept_id);
call make_tenant_table('contact_merge');
grant select, insert, update on contact_merge to tawsil_tenant;

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
  last_inbound_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index on channel (id);
call make_tenant_table('channel');
grant select, insert, update, delete on channel to tawsil_tenant;
-- a webhook names a channel before its tenant is known
call open_to_system('channel', 'select');

-- Which tenant a provider's number belongs to: worldwide unique, so that no tenant can claim another's number.
-- Written and read only before or outside a tenant, hence for the system role alone.
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
create index on channel_route (tenant_id, channel_id);
call make_tenant_table('channel_route');
grant select, insert, delete on channel_route to tawsil_tenant;
call open_to_system('channel_route', 'select');

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

-- lane = channel
call make_pending_table('raw_event_pending');
