-- Passkeys: keys of a phone, a computer or a security key, by which a person signs in without a password.
create table passkey (
  id uuid primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  -- as the authenticator calls it, in base64url
  credential_id text not null unique,
  public_key bytea not null,
  -- how often it was used, for those that count; one that goes back is a copy
  counter bigint not null,
  transports text[] not null,
  name text not null check (length(name) between 1 and 100),
  -- the key is kept by more than one device
  synced boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index on passkey (user_id, id desc);
grant select, insert, update, delete on passkey to tawsil_system;

-- Who signs in by a passkey is known only by the answer.
alter table sign_in_challenge alter column user_id drop not null;
alter table sign_in_challenge drop constraint sign_in_challenge_kind_check,
  add constraint sign_in_challenge_kind_check check (kind in ('second_factor', 'passkey_made', 'passkey_shown'));
