-- Calls to providers that send messages, and the files of messages.

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
-- rows change within seconds, then never again
update partitioned_table set fillfactor = 85 where name = 'send_attempt';
alter table send_attempt_default set (fillfactor = 85);
grant select, insert, update on send_attempt to tawsil_tenant;

-- id = message, ref = attempt number, lane = conversation
call make_pending_table('send_pending');
alter table send_pending
  -- claims leave out channels that have to wait: those that are paced, broken or stopped
  add column channel_id uuid,
  -- Channels of a tenant take turns: 50,000 messages that wait for one number must not stand before a reply by another. What
  -- takes turns is a part: a channel, or all rows without one. Ids of channels and tenants never meet, so no tenant is needed.
  add column part uuid not null generated always as (coalesce(channel_id, tenant_id)) stored;
-- claims hop from part to part, and read each part's oldest rows without reading the others'
create index on send_pending (part, id);
-- room on each page for rows that are tried again
alter table send_pending set (fillfactor = 70);

-- Sends of unknown outcome that the provider can still be asked about: id = message, ref = attempt, lane = conversation.
call make_pending_table('uncertain_pending');

-------------------------------------------------------------------------------------------------------------------- media

-- Files of messages: those that customers sent, fetched from the provider while it has them, and those that were uploaded to be
-- sent. The bytes are in the storage; this says what they are. Rows go with their messages, files first.
create table media (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  -- Both are null for an upload that no message carries yet. When several messages carry it, they name the first.
  channel_id uuid,
  message_id uuid,
  direction text not null check (direction in ('inbound', 'outbound')),
  kind text not null check (kind in ('image', 'video', 'audio', 'document', 'sticker')),
  state text not null check (state in ('waiting', 'ready', 'refused', 'gone')),
  -- what the provider calls the file, as it came in the message; null once the file is here
  source jsonb,
  -- what the sender says it is; mime_type is what the bytes are
  declared_mime text,
  mime_type text,
  bytes bigint,
  sha256 bytea,
  storage_key text,
  thumbnail_key text,
  -- of a picture, upright
  width integer,
  height integer,
  filename text,
  -- {code, text}: why the file is not here
  problem jsonb,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (tenant_id, id),
  check (state <> 'ready' or (mime_type is not null and bytes is not null and storage_key is not null)),
  foreign key (tenant_id, channel_id) references channel (tenant_id, id)
) with (fillfactor = 80);
-- retention and erasure go by message
create index on media (tenant_id, message_id) where message_id is not null;
create index on media (tenant_id, channel_id) where channel_id is not null;
-- both are nearly empty: what is still to be fetched, and uploads that nobody has sent
create index on media (tenant_id, created_at) where state = 'waiting';
create index on media (tenant_id, created_at) where message_id is null;
call make_tenant_table('media');
grant select, insert, update, delete on media to tawsil_tenant;
-- sweeps find files without a job, and uploads that nobody sent, of all tenants
call open_to_system('media', 'select');

-- id = lane = media: files have no order, and one that comes slowly must not keep back the others of its number
call make_pending_table('media_pending');

-- The provider's copies of our files: a file is uploaded once for each channel while the provider keeps it.
create table media_upload (
  tenant_id uuid not null,
  media_id uuid not null,
  channel_id uuid not null,
  provider_media_id text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, media_id, channel_id),
  foreign key (tenant_id, media_id) references media (tenant_id, id) on delete cascade,
  foreign key (tenant_id, channel_id) references channel (tenant_id, id)
);
create index on media_upload (tenant_id, channel_id);
call make_tenant_table('media_upload');
grant select, insert, update, delete on media_upload to tawsil_tenant;
