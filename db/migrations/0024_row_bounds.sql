-- What a business keeps is bounded in rows, too: of contacts, and of its catalogue. Counting them all for each new one would cost
-- more the more there are, so triggers count, whoever writes.

-- Several slots, because transactions that write at the same time must not wait for one row. What a tenant has is their sum.
create table row_count (
  tenant_id uuid not null,
  name text not null,
  slot smallint not null,
  count bigint not null,
  primary key (tenant_id, name, slot)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
call make_tenant_table('row_count');
grant select, insert, update on row_count to tawsil_tenant;

-- Takes a slot that no other transaction holds, so that it never waits: intake, which holds other rows already, could wait for a
-- transaction that waits for it. With more than 31 transactions of one tenant at a time, the rest share the last slot.
create function count_rows() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  metric text := tg_argv[0];
  sign integer := case tg_op when 'INSERT' then 1 else -1 end;
  changes record;
  free integer;
begin
  for changes in select tenant_id, count(*) as amount from changed group by tenant_id loop
    free := 0;
    while free < 31 and not pg_try_advisory_xact_lock(
      hashtextextended(format('row_count %s %s %s', changes.tenant_id, metric, free), 0)) loop
      free := free + 1;
    end loop;
    insert into row_count as r (tenant_id, name, slot, count)
    values (changes.tenant_id, metric, free, sign * changes.amount)
    on conflict (tenant_id, name, slot) do update set count = r.count + excluded.count;
  end loop;
  return null;
end $$;

create procedure count_rows_of(target regclass, metric text) language plpgsql as $$
begin
  execute format('create trigger count_added after insert on %s referencing new table as changed
    for each statement execute function count_rows(%L)', target, metric);
  execute format('create trigger count_removed after delete on %s referencing old table as changed
    for each statement execute function count_rows(%L)', target, metric);
  execute format('insert into row_count select tenant_id, %L, 0, count(*) from %s group by tenant_id', metric, target);
end $$;
call count_rows_of('contact', 'contacts');
call count_rows_of('catalog_item', 'catalog_items');
call count_rows_of('catalog_category', 'catalog_categories');
call count_rows_of('branch', 'branches');

comment on column plan_limit.most is
  'messages: in a calendar month of the tenant''s time zone; deliveries: in an hour; all others: in all';

insert into plan_limit values
  ('free', 'contacts', 10000), ('basic', 'contacts', 100000), ('premium', 'contacts', 1000000),
  ('free', 'catalog_items', 2000), ('basic', 'catalog_items', 10000), ('premium', 'catalog_items', 50000),
  ('free', 'catalog_categories', 200), ('basic', 'catalog_categories', 500), ('premium', 'catalog_categories', 2000),
  ('free', 'branches', 50), ('basic', 'branches', 200), ('premium', 'branches', 1000);
