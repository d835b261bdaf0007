-- What operators do with businesses: suspend them with a reason that their people read, and enter them for a while to look.

alter table tenant
  add column suspended_at timestamptz,
  -- for the people of the business
  add column suspended_reason text check (length(suspended_reason) between 1 and 1000),
  -- what it was before, and becomes again
  add column suspended_from text check (suspended_from in ('active', 'trial'));

-- how operators find a business
create index tenant_name_search on tenant using gin (lower(name) gin_trgm_ops);
create index membership_email on membership (email text_pattern_ops);

-- A session of an operator that may read one business until a moment, for a reason that the business can read, too.
create table operator_visit (
  tenant_id uuid not null references tenant (id),
  session_id uuid not null references auth_session (id) on delete cascade,
  reason text not null check (length(reason) between 1 and 1000),
  until timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, session_id)
);
create index on operator_visit (session_id);
call make_tenant_table('operator_visit');
-- a session is looked up before its tenant is known
call open_to_system('operator_visit', 'select, insert, update, delete');

-- What the operator tells the people of all businesses, and when.
create table announcement (
  id uuid primary key,
  -- {en, fr, ar}
  texts jsonb not null,
  starts_at timestamptz not null default now(),
  ends_at timestamptz not null,
  -- while it is in force, nothing can be changed
  maintenance boolean not null default false,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  check (ends_at > starts_at)
);
create index on announcement (ends_at);
grant select, insert, update, delete on announcement to tawsil_system;
