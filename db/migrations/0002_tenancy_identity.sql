-- Businesses (tenants), what their plans allow and what they used; the people who work for them, and how they sign in.

-- What plans allow. A plan without a row for a metric has no limit.
create table plan (name text primary key);
create table plan_limit (
  plan text not null references plan (name),
  metric text not null,
  -- in a calendar month of the tenant's time zone
  most bigint not null check (most >= 0),
  primary key (plan, metric)
);
insert into plan values ('free'), ('basic'), ('premium'), ('enterprise');
insert into plan_limit values ('free', 'messages', 100), ('basic', 'messages', 1000), ('premium', 'messages', 10000);
grant select on plan, plan_limit to tawsil_tenant, tawsil_system;

create table tenant (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  business_type text not null check (business_type in ('restaurant', 'pharmacy', 'retail', 'delivery', 'support')),
  status text not null default 'trial' check (status in ('active', 'trial', 'suspended')),
  placement text not null default 'main',
  locale text not null default 'en',
  timezone text not null default 'UTC',
  currency char(3) not null default 'USD',
  settings jsonb not null default '{}',
  branding jsonb not null default '{}',
  plan text not null default 'free' references plan (name),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- A tenant sees its own row. The key of this table is the tenant's id itself, so make_tenant_table does not fit.
alter table tenant enable row level security;
alter table tenant force row level security;
create policy tenant_isolation on tenant for all to public
  using (id = (select app_tenant())) with check (id = (select app_tenant()));
grant select, update on tenant to tawsil_tenant;
-- registration makes tenants, the placement directory reads them
call open_to_system('tenant', 'select, insert, update');

-- Gapless numbers per tenant (order number): UPDATE … RETURNING, never a sequence, whose gaps people would ask about.
create table tenant_counter (
  tenant_id uuid not null references tenant (id),
  name text not null,
  value bigint not null default 0,
  primary key (tenant_id, name)
);
call make_tenant_table('tenant_counter');
grant select, insert, update on tenant_counter to tawsil_tenant;

-- What was used, by day of the tenant's time zone, counted in the transaction of the thing counted. A busy tenant without a
-- limit counts in several slots, so that its transactions do not wait for one row. A month is the sum over days and slots.
create table usage_daily (
  tenant_id uuid not null references tenant (id),
  metric text not null,
  day date not null,
  slot smallint not null,
  count bigint not null default 0,
  primary key (tenant_id, metric, day, slot)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
call make_tenant_table('usage_daily');
grant select, insert, update on usage_daily to tawsil_tenant;

------------------------------------------------------------------------------------------------------ people and sessions

-- People and their credentials, in the shape Better Auth expects. A person may belong to several tenants, so these rows
-- belong to none: only db.system (and the identity library, which connects in that role) can see them.
create table auth_user (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  locale text,
  system_admin boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth_session (
  id uuid primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on auth_session (user_id);
create index on auth_session (expires_at);

create table auth_account (
  id uuid primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index on auth_account (user_id);

create table auth_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on auth_verification (identifier);

create table auth_jwks (
  id uuid primary key,
  public_key text not null,
  private_key text not null,
  -- the library names the algorithm of each signing key
  alg text,
  crv text,
  created_at timestamptz not null default now(),
  expires_at timestamptz
);
grant select, insert, update, delete on auth_user, auth_session, auth_account, auth_verification, auth_jwks to tawsil_system;

-- Rotating refresh tokens: a family is one login. A used token that comes back ends its family.
create table refresh_token (
  id uuid primary key,
  family_id uuid not null,
  session_id uuid not null references auth_session (id) on delete cascade,
  user_id uuid not null references auth_user (id) on delete cascade,
  -- null: a platform administrator who works for no business; such rows are seen by the system role alone
  tenant_id uuid references tenant (id),
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index on refresh_token (family_id);
create index on refresh_token (user_id);
create index on refresh_token (session_id);
create index on refresh_token (tenant_id);
create index on refresh_token (expires_at);
call make_tenant_table('refresh_token');
-- a refresh token arrives before its tenant is known
call open_to_system('refresh_token', 'select, insert, update, delete');

-- Who works for which tenant, as what. Name and email are copied here, so that lists of people need no rights on auth_user.
create table membership (
  tenant_id uuid not null references tenant (id),
  user_id uuid not null references auth_user (id) on delete cascade,
  role text not null check (role in ('tenant_admin', 'agent', 'billing_admin', 'viewer')),
  name text not null,
  email text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index on membership (user_id);
call make_tenant_table('membership');
grant select, insert, update, delete on membership to tawsil_tenant;
-- login finds a person's tenants before one is chosen
call open_to_system('membership', 'select, insert, update');
