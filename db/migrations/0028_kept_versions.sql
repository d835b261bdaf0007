-- What processes keep of rows that are read with every message and change seldom: the tenant, its channels, its catalogue, the
-- limits of plans. A transaction asks for the version first, in one statement. What was kept under that version needs no query.
--
-- A version is the set of rows that stand here for the tenant and kind. A transaction that changes something puts a new row in
-- place of those that are there. It skips rows that another transaction is replacing at the moment: so nobody waits for
-- anybody, there are as many rows as there were writers at one time, and no two states ever have the same set.
create table tenant_version (
  tenant_id uuid not null,
  kind text not null check (kind in ('tenant', 'channels', 'catalogue')),
  id uuid not null default gen_random_uuid(),
  primary key (tenant_id, kind, id)
);
call make_tenant_table('tenant_version');
grant select, insert, update, delete on tenant_version to tawsil_tenant;
-- The system role may change any tenant's row.
call open_to_system('tenant_version', 'select, insert, update, delete');

-- Plans are the operator's, for all tenants.
create table plan_version (id uuid primary key default gen_random_uuid());
grant select on plan_version to tawsil_tenant;

create function renew_tenant_version(changed uuid, changed_kind text) returns void language plpgsql as $$
begin
  -- One row for each transaction, however many statements it has.
  if exists (select from tenant_version v where v.tenant_id = changed and v.kind = changed_kind
      and v.xmin = pg_current_xact_id()::xid) then return; end if;
  with old as (
    select v.id from tenant_version v where v.tenant_id = changed and v.kind = changed_kind for update skip locked
  ), gone as (
    delete from tenant_version v using old where v.tenant_id = changed and v.kind = changed_kind and v.id = old.id
  )
  insert into tenant_version (tenant_id, kind) values (changed, changed_kind);
end $$;

create function tenant_changed() returns trigger language plpgsql as $$
begin
  perform renew_tenant_version(old.id, 'tenant');
  return null;
end $$;

create function channel_changed() returns trigger language plpgsql as $$
begin
  perform renew_tenant_version(old.tenant_id, 'channels');
  return null;
end $$;

create function catalogue_changed() returns trigger language plpgsql as $$
begin
  perform renew_tenant_version(tenant_id, 'catalogue') from (select distinct tenant_id from changed) c;
  return null;
end $$;

create function plan_changed() returns trigger language plpgsql as $$
begin
  delete from plan_version where id in (select id from plan_version for update skip locked);
  insert into plan_version default values;
  return null;
end $$;

-- Only what is kept counts: a channel's state and times change all the time.
create trigger kept_update after update on tenant for each row when (
  (old.name, old.business_type, old.status, old.locale, old.timezone, old.currency, old.settings, old.branding, old.plan)
  is distinct from
  (new.name, new.business_type, new.status, new.locale, new.timezone, new.currency, new.settings, new.branding, new.plan)
) execute function tenant_changed();
create trigger kept_delete after delete on tenant for each row execute function tenant_changed();

create trigger kept_update after update on channel for each row when (
  (old.provider, old.external_id, old.external_account_id, old.credentials, old.removed_at, old.pace,
    old.sending_stopped_at, old.degraded_by)
  is distinct from
  (new.provider, new.external_id, new.external_account_id, new.credentials, new.removed_at, new.pace,
    new.sending_stopped_at, new.degraded_by)
) execute function channel_changed();
create trigger kept_delete after delete on channel for each row execute function channel_changed();

do $$
declare name text;
begin
  foreach name in array array['catalog_category', 'catalog_item', 'branch'] loop
    execute format('create trigger kept_insert after insert on %I referencing new table as changed
      for each statement execute function catalogue_changed()', name);
    execute format('create trigger kept_update after update on %I referencing new table as changed
      for each statement execute function catalogue_changed()', name);
    execute format('create trigger kept_delete after delete on %I referencing old table as changed
      for each statement execute function catalogue_changed()', name);
  end loop;
end $$;

create trigger kept_change after insert or update or delete or truncate on plan_limit
  for each statement execute function plan_changed();
