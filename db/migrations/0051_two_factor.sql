-- Second factors of people: the codes of an authenticator app, recovery codes, and the step between a password and a session. A
-- person belongs to no tenant, so only the system role sees these rows.
create table totp_factor (
  user_id uuid primary key references auth_user (id) on delete cascade,
  -- sealed for this person
  secret bytea not null,
  -- null: begun, and no code of it has been given yet
  confirmed_at timestamptz,
  -- the newest half minute whose code was used: each counts once
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);

create table recovery_code (
  user_id uuid not null references auth_user (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

-- What a person was asked and has five minutes to answer; used once.
create table sign_in_challenge (
  id uuid primary key,
  kind text not null check (kind in ('second_factor')),
  user_id uuid not null references auth_user (id) on delete cascade,
  token_hash bytea not null unique,
  -- answers so far, all wrong
  tries smallint not null default 0,
  expires_at timestamptz not null
);
create index on sign_in_challenge (user_id);
create index on sign_in_challenge (expires_at);
grant select, insert, update, delete on totp_factor, recovery_code, sign_in_challenge to tawsil_system;
