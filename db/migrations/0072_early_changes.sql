-- Edits and deletions that came before the message they speak of; applied when it comes. Of its own conversation and side only,
-- so that nobody prepares a change of another's words.
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
