-- What groups call themselves, as providers tell apart from messages: the conversation may not be there yet. One row for each
-- group; the newest word counts. Goes with its channel.
create table group_name (
  tenant_id uuid not null,
  channel_id uuid not null,
  group_key text not null,
  name text not null,
  told_at timestamptz not null,
  primary key (tenant_id, channel_id, group_key),
  foreign key (tenant_id, channel_id) references channel (tenant_id, id) on delete cascade
);
call make_tenant_table('group_name');
grant select, insert, update on group_name to tawsil_tenant;
