-- A message is changed four times: sending, sent, delivered, read. Each change wrote into every index again, because the status
-- decides who is in message_uncertain. A column that says so changes for the few whose outcome nobody knows; with room left on
-- their page all other changes touch no index (HOT).
drop index message_uncertain;
alter table message add column uncertain boolean generated always as (status = 'unknown' and retried_at is null) stored;
create index message_uncertain on message (tenant_id, id) where uncertain;

-- How full pages of a partitioned table are written. Rows are changed within seconds, then never again.
alter table partitioned_table add column fillfactor smallint not null default 100;
update partitioned_table set fillfactor = 85 where name in ('message', 'send_attempt');

create or replace procedure make_partition(parent text, month date) language plpgsql as $$
declare
  name text := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
  lower uuid := uuid_at(month::timestamp at time zone 'utc');
  upper uuid := uuid_at((month + interval '1 month') at time zone 'utc');
  kind partitioned_table := (select t from partitioned_table t where t.name = parent);
begin
  if to_regclass(name) is not null then return; end if;
  execute format('create table %I partition of %I for values from (%L) to (%L) with (fillfactor = %s)', name, parent, lower,
    upper, kind.fillfactor);
  if kind.tenant_owned then call make_tenant_table(name::regclass); end if;
end $$;

-- Months that were made ahead are still empty.
do $$
declare
  part record;
begin
  for part in
    select i.inhrelid::regclass as name, t.fillfactor from pg_inherits i join partitioned_table t on i.inhparent = t.name::regclass
    where t.fillfactor < 100
  loop
    execute format('alter table %s set (fillfactor = %s)', part.name, part.fillfactor);
  end loop;
end $$;
