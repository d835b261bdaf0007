-- What people are told of when they do not look, and how.

-- The pair of keys by which push services know this installation (VAPID): made once, the private one sealed.
create table push_key (
  one boolean primary key default true check (one),
  public_key text not null,
  private_key bytea not null,
  created_at timestamptz not null default now()
);
grant select, insert on push_key to tawsil_system;

-- Browsers that a person allowed to show notifications. One goes with its session: who signed out there is told nothing there.
create table push_device (
  id uuid primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  session_id uuid not null references auth_session (id) on delete cascade,
  -- the address is the right to send there: it is sealed with the keys, and found by its hash
  endpoint_hash bytea not null unique,
  subscription bytea not null,
  device text not null,
  created_at timestamptz not null default now(),
  last_sent_at timestamptz
);
create index on push_device (user_id, id);
create index on push_device (session_id);
grant select, insert, update, delete on push_device to tawsil_system;

-- What is to be shown there; like mail.
create table push_message (
  id uuid primary key,
  device_id uuid not null references push_device (id) on delete cascade,
  key text not null,
  kind text not null,
  content bytea,
  attempts smallint not null default 0,
  next_try_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_error text,
  outcome text check (outcome in ('sent', 'refused', 'expired', 'given_up')),
  finished_at timestamptz,
  unique (device_id, key),
  check ((outcome is null) = (finished_at is null)),
  check (finished_at is null or content is null)
) with (fillfactor = 70);
create index push_message_due on push_message (next_try_at) where finished_at is null;
create index push_message_finished on push_message (finished_at) where finished_at is not null;
grant select, insert, update, delete on push_message to tawsil_system;

-- A person's choices in one business; what is missing is as the program has it.
create table notification_choice (
  tenant_id uuid not null,
  user_id uuid not null,
  choices jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references membership (tenant_id, user_id) on delete cascade
);
call make_tenant_table('notification_choice');
grant select, insert, update, delete on notification_choice to tawsil_tenant;

-- Whether anybody wants to be told is kept with the tenant, because it is asked with every message to people.
create function notification_choice_changed() returns trigger language plpgsql as $$
begin
  perform renew_tenant_version(coalesce(new.tenant_id, old.tenant_id), 'tenant');
  return null;
end $$;
create trigger kept_change after insert or update or delete on notification_choice
  for each row execute function notification_choice_changed();

-- Reasons to tell somebody, until it is decided who is told how.
create table notice (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('assigned', 'message', 'waiting')),
  conversation_id uuid not null,
  -- of 'assigned': who got it
  user_id uuid,
  due_at timestamptz not null default now(),
  attempts smallint not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, conversation_id, kind),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id) on delete cascade
);
create index notice_due on notice (due_at);
call make_tenant_table('notice');
grant select, insert, update, delete on notice to tawsil_tenant;
-- workers look for what is due in every business
call open_to_system('notice', 'select, update, delete');
