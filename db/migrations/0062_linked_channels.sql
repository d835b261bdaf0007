-- When what a provider last said of a channel itself was true: what is told late does not undo what is newer.
alter table channel add column state_at timestamptz;

-- Up to when the provider's own history of a linked phone was read, so that a gap is read once and from where it began.
alter table channel add column recovered_to timestamptz;

-- Schedules ask after every linked phone of every tenant.
create index channel_linked on channel (provider, id) where removed_at is null and provider = 'waha';

-- What has to be undone at a provider when a channel goes: the row keeps what the channel's own does not any more. Credentials
-- are sealed like those of the channel (tenant and channel are bound into them), and go when the work is done.
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
