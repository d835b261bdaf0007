create table conversation (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  channel_id uuid not null,
  contact_id uuid not null,
  -- the address last written from, in the form received: answers go to exactly this
  address text not null,
  address_kind text not null check (address_kind in ('phone', 'wa_id', 'bsuid', 'lid', 'username', 'group')),
  status text not null default 'open' check (status in ('open', 'pending', 'resolved', 'archived')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  assignee_id uuid,
  bot_paused_at timestamptz,
  snoozed_until timestamptz,
  last_seq bigint not null default 0,
  last_message_at timestamptz not null default now(),
  last_inbound_at timestamptz,
  window_expires_at timestamptz,
  waiting_since timestamptz,
  unread_count integer not null default 0,
  preview text not null default '',
  last_direction text not null default 'inbound' check (last_direction in ('inbound', 'outbound')),
  last_type text not null default 'text',
  last_status text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, channel_id, contact_id),
  foreign key (tenant_id, channel_id) references channel (tenant_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id),
  foreign key (tenant_id, assignee_id) references membership (tenant_id, user_id)
) with (fillfactor = 80);
-- the list is one index range for each of its sorts
create index on conversation (tenant_id, last_message_at desc, id desc);
create index on conversation (tenant_id, status, last_message_at desc, id desc);
create index on conversation (tenant_id, assignee_id, status, last_message_at desc, id desc) where assignee_id is not null;
create index on conversation (tenant_id, status, waiting_since, id) where waiting_since is not null;
create index on conversation (tenant_id, contact_id);
call make_tenant_table('conversation');
grant select, insert, update, delete on conversation to tawsil_tenant;

create table message (
  tenant_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  seq bigint not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  type text not null,
  status text not null
    check (status in ('received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown')),
  content jsonb not null,
  author_kind text not null check (author_kind in ('contact', 'user', 'bot', 'campaign', 'api', 'system')),
  author_id uuid,
  provider_message_id text,
  reply_to_provider_id text,
  error jsonb,
  provider_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
) partition by range (id);
create index on message (tenant_id, conversation_id, seq desc);
call make_tenant_table('message');
call make_partitioned('message', true);
grant select, insert, update on message to tawsil_tenant;

-- "Have we seen this?" is decided here, by insert-or-nothing: a provider's id cannot be unique over partitions.
create table message_key (
  tenant_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  message_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, channel_id, provider_message_id)
);
call make_tenant_table('message_key');
grant select, insert, delete on message_key to tawsil_tenant;

-- The same for ids that callers give: one client key, one message.
create table message_client_key (
  tenant_id uuid not null,
  client_key text not null,
  message_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, client_key)
);
call make_tenant_table('message_client_key');
grant select, insert, delete on message_client_key to tawsil_tenant;

-- Every status as it came, once for each kind; it lives in the month of its message.
create table message_status (
  tenant_id uuid not null,
  message_id uuid not null,
  status text not null,
  provider_at timestamptz,
  error jsonb,
  detail jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, message_id, status)
) partition by range (message_id);
call make_tenant_table('message_status');
call make_partitioned('message_status', true);
grant select, insert on message_status to tawsil_tenant;

-- Statuses that came before the message they speak of; applied when its provider id appears.
create table parked_status (
  tenant_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  status text not null,
  provider_at timestamptz,
  error jsonb,
  detail jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, channel_id, provider_message_id, status)
);
create index on parked_status (tenant_id, created_at);
call make_tenant_table('parked_status');
grant select, insert, delete on parked_status to tawsil_tenant;

-- One row for each call to a provider. 'sending' is committed before the socket opens; a crash in it becomes 'unknown'
-- when the deadline passes, never a second call. (message_id, no) travels in the provider's callback data.
create table send_attempt (
  tenant_id uuid not null,
  message_id uuid not null,
  no smallint not null,
  channel_id uuid not null,
  conversation_id uuid not null,
  state text not null check (state in ('queued', 'sending', 'accepted', 'refused', 'unknown')),
  fence bigint,
  deadline timestamptz,
  provider_message_id text,
  proof text,
  error jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, message_id, no)
) partition by range (message_id);
call make_tenant_table('send_attempt');
call make_partitioned('send_attempt', true);
grant select, insert, update on send_attempt to tawsil_tenant;

-- id = message, ref = attempt number, lane = conversation
call make_pending_table('send_pending');
