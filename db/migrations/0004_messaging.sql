-- Conversations, their messages, and what providers said of them: statuses, edits, deletions.

create table conversation (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  channel_id uuid not null,
  -- A group is a conversation of its own kind: with no single contact. Its messages say who wrote them.
  kind text not null default 'direct' check (kind in ('direct', 'group')),
  contact_id uuid,
  -- what the provider calls the group
  group_key text,
  -- what its members call it, when the provider tells
  group_name text,
  -- the address last written from, in the form received: answers go to exactly this
  address text not null,
  address_kind text not null check (address_kind in ('phone', 'wa_id', 'bsuid', 'lid', 'username', 'group')),
  status text not null default 'open' check (status in ('open', 'pending', 'resolved', 'archived')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  assignee_id uuid,
  bot_paused_at timestamptz,
  snoozed_until timestamptz,
  -- number of the newest message; numbers have no gaps
  last_seq bigint not null default 0,
  last_message_at timestamptz not null default now(),
  last_inbound_at timestamptz,
  -- Until when free-form messages may be sent. A customer who came from an ad (content.referral) opens a free entry point: 72
  -- hours, when the business answers within 24. The two moments below say why window_expires_at is so late.
  window_expires_at timestamptz,
  free_entry_at timestamptz,
  free_entry_expires_at timestamptz,
  waiting_since timestamptz,
  unread_count integer not null default 0,
  preview text not null default '',
  last_direction text not null default 'inbound' check (last_direction in ('inbound', 'outbound')),
  last_type text not null default 'text',
  last_status text,
  -- The answers that the last question of the conversation offered, [{kind, id, title, description?}], and whether they were
  -- sent as numbered lines. For a day, a customer who answers in words is understood by them.
  choices jsonb,
  choices_at timestamptz,
  -- When two contacts are merged and both had a conversation on one channel, both conversations stay whole: gapless numbers and
  -- the order of what was said would not survive mixing them. The kept contact's goes on; the other is archived, names here the
  -- one that goes on, and gets no new messages. So a contact has one conversation on a channel besides those that were merged.
  merged_into uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, channel_id) references channel (tenant_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id),
  foreign key (tenant_id, assignee_id) references membership (tenant_id, user_id),
  foreign key (tenant_id, merged_into) references conversation (tenant_id, id),
  constraint conversation_with check (
    (kind = 'direct' and contact_id is not null and group_key is null)
    or (kind = 'group' and contact_id is null and group_key is not null))
) with (fillfactor = 80);
create unique index conversation_of_contact on conversation (tenant_id, channel_id, contact_id)
  where contact_id is not null and merged_into is null;
create unique index conversation_of_group on conversation (tenant_id, channel_id, group_key) where group_key is not null;
create index on conversation (tenant_id, contact_id);
create index on conversation (tenant_id, merged_into) where merged_into is not null;
-- groups are few: a search by name reads them all
create index conversation_groups on conversation (tenant_id, id) where kind = 'group';
-- Each filter of the list with each of its sorts is one index range.
create index on conversation (tenant_id, last_message_at desc, id desc);
create index on conversation (tenant_id, status, last_message_at desc, id desc);
create index on conversation (tenant_id, assignee_id, status, last_message_at desc, id desc) where assignee_id is not null;
create index conversation_by_assignee on conversation (tenant_id, assignee_id, last_message_at desc, id desc)
  where assignee_id is not null;
create index conversation_by_channel on conversation (tenant_id, channel_id, last_message_at desc, id desc);
create index conversation_unread on conversation (tenant_id, last_message_at desc, id desc) where unread_count > 0;
create index conversation_waiting on conversation (tenant_id, waiting_since, id) where waiting_since is not null;
create index conversation_waiting_by_assignee on conversation (tenant_id, assignee_id, waiting_since, id)
  where waiting_since is not null and assignee_id is not null;
call make_tenant_table('conversation');
grant select, insert, update, delete on conversation to tawsil_tenant;

----------------------------------------------------------------------------------------------------------------- messages

-- How far a message is. A status only moves it up. `failed` stands below `delivered`: the end is the same in whatever order
-- statuses come in, and a message that was delivered never looks failed.
create function status_rank(status text) returns smallint language sql immutable parallel safe as $$
  select case status
    when 'queued' then 0 when 'sending' then 1 when 'unknown' then 2 when 'sent' then 3
    when 'failed' then 4 when 'delivered' then 5 when 'read' then 6 end::smallint
$$;

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
  -- What became of a message that was edited ({text?, at}) or taken back. The words as they were first stay in `content`.
  edited jsonb,
  revoked_at timestamptz,
  author_kind text not null check (author_kind in ('contact', 'user', 'bot', 'campaign', 'api', 'system')),
  author_id uuid,
  provider_message_id text,
  reply_to_provider_id text,
  error jsonb,
  -- a person's second try of a message that failed or whose outcome nobody knows names the first
  retry_of uuid,
  -- since when the message has such a second try
  retried_at timestamptz,
  -- Nobody knows its outcome, and it waits for a person's decision. A column of its own, because an index whose condition names
  -- `status` would be written at each of a message's four changes (sending, sent, delivered, read).
  uncertain boolean generated always as (status = 'unknown' and retried_at is null) stored,
  provider_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
) partition by range (id);
create index on message (tenant_id, conversation_id, seq desc);
create index message_uncertain on message (tenant_id, id) where uncertain;
call make_tenant_table('message');
call make_partitioned('message', true);
-- rows change within seconds, then never again
update partitioned_table set fillfactor = 85 where name = 'message';
alter table message_default set (fillfactor = 85);
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

-- Edits and deletions that came before the message they speak of; applied when it comes. They apply to messages of the same
-- conversation and side only, so that nobody prepares a change of another's words.
create table parked_change (
  tenant_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  conversation_id uuid not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  edited jsonb,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, channel_id, provider_message_id, conversation_id, direction)
);
create index on parked_change (tenant_id, created_at);
call make_tenant_table('parked_change');
grant select, insert, update, delete on parked_change to tawsil_tenant;
