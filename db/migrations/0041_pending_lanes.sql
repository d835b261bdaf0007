-- A lease belongs to a lane, not to each of its rows: a lane is with one worker anyway, and marking 500 rows cost more than
-- everything else in a claim (10 ms of 12, each mark a new row version and an entry in every index). Rows of the hot tables
-- are now written once and deleted once, and updated only when they fail.
create table pending_lane (
  tenant_id uuid not null,
  -- the hot table
  source text not null,
  lane uuid not null,
  -- Whoever settles rows of the lane must show it: after a lease has run out and the lane was claimed again, it is another.
  fence bigint not null,
  lease_until timestamptz not null,
  -- rows of the claim that are not settled yet; with the last one the lane is free
  open integer not null check (open > 0),
  primary key (tenant_id, source, lane)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
call make_tenant_table('pending_lane');
grant select, update, delete on pending_lane to tawsil_tenant;
-- claims decide over all tenants that have work
call open_to_system('pending_lane', 'select, insert, update, delete');

-- the partial indexes on lease_until go with the column
alter table raw_event_pending drop column lease_until, drop column fence;
alter table event_pending drop column lease_until, drop column fence;
alter table send_pending drop column lease_until, drop column fence;

create or replace procedure make_pending_table(target text) language plpgsql as $$
begin
  execute format($t$
    create table %1$I (
      tenant_id uuid not null,
      id uuid not null,
      lane uuid not null,
      ref text,
      attempts smallint not null default 0,
      next_try_at timestamptz not null default now(),
      last_error text,
      created_at timestamptz not null default now(),
      primary key (tenant_id, id)
    ) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500)$t$, target);
  execute format('create index on %I (tenant_id, lane, id)', target);
  call make_tenant_table(target::regclass);
  execute format('grant select, insert, update, delete on %I to tawsil_tenant', target);
  -- claims look at every tenant that has work: fairness cannot be decided from inside one tenant
  call open_to_system(target::regclass, 'select, insert, update, delete');
end $$;
