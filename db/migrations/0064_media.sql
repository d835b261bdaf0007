-- Files of messages: what customers sent, fetched from the provider while it has it, and what was uploaded to be sent. The
-- bytes are in the storage; this says what they are. Rows go with their messages, files first.
create table media (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  -- null for an upload that no message carries yet; its first message for one that several carry
  channel_id uuid,
  message_id uuid,
  direction text not null check (direction in ('inbound', 'outbound')),
  kind text not null check (kind in ('image', 'video', 'audio', 'document', 'sticker')),
  state text not null check (state in ('waiting', 'ready', 'refused', 'gone')),
  -- how the provider calls the file, as it came in the message; null once it is here
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
  -- {code, text}: why it is not here
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
-- sweeps find what has no job, and uploads that nobody sent, of all tenants
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
