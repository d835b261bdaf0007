-- Links in mails that open something of one person: a new password, the proof of an address. A person belongs to no tenant.
create table one_time_link (
  id uuid primary key,
  kind text not null check (kind in ('reset', 'verify')),
  user_id uuid not null references auth_user (id) on delete cascade,
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index on one_time_link (user_id, kind);
create index on one_time_link (expires_at);
grant select, insert, update, delete on one_time_link to tawsil_system;
