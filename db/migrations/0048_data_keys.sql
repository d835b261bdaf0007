-- Keys that seal secrets, one for each business and one for the installation itself (server/platform/secrets). Each is wrapped by the master
-- key, which is not in the database. Deleting the keys of a business makes everything that it had sealed unreadable for ever.
create table data_key (
  id uuid primary key,
  -- null: the installation's. Without a reference: a key is made while its business is not committed yet.
  tenant_id uuid,
  wrapped bytea not null,
  -- which master key wraps it, for example environment:1f0c…, aws-kms:alias/tawsil
  master text not null,
  created_at timestamptz not null default now(),
  -- null: it seals. Otherwise it only opens what it sealed.
  retired_at timestamptz
);
-- one of each owner seals
create unique index data_key_current on data_key (tenant_id) nulls not distinct where retired_at is null;
create index data_key_owner on data_key (tenant_id);
call make_tenant_table('data_key');
-- nobody works with keys but the ring, which serves every tenant; a tenant's transaction has no rights here
call open_to_system('data_key', 'select, insert, update, delete');

-- Changes of all data keys. One that was ended goes on with the next call.
create table key_rotation (
  id uuid primary key,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);
create unique index key_rotation_open on key_rotation ((finished_at is null)) where finished_at is null;
grant select, insert, update on key_rotation to tawsil_system;
