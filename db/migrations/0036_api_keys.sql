-- Keys with which programs call the API for one business. The key itself is shown once and never stored.
create table api_key (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  -- a test key reaches channels of the simulator and no others
  mode text not null check (mode in ('live', 'test')),
  -- its first characters, so that people can tell keys apart
  prefix text not null,
  -- SHA-256
  key_hash bytea not null unique,
  -- what it was before the last rotation, and until when that is still accepted
  previous_hash bytea unique,
  previous_until timestamptz,
  permissions text[] not null,
  -- addresses and networks in CIDR form; empty: every address
  allowed_addresses text[] not null default '{}',
  -- who made it; without a reference, because keys outlive the people who made them
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  rotated_at timestamptz,
  -- written once a minute at most
  last_used_at timestamptz,
  -- the row stays, because messages and events name it
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
call make_tenant_table('api_key');
grant select, insert, update on api_key to tawsil_tenant;
-- A key arrives before its tenant is known. Only what tells whose it is and what it may do.
call open_to_system('api_key', 'select (tenant_id, id, name, mode, key_hash, previous_hash, previous_until, permissions,
  allowed_addresses, expires_at, last_used_at, revoked_at)');

insert into plan_limit values ('free', 'api_keys', 20), ('basic', 'api_keys', 50), ('premium', 'api_keys', 200);
