-- What every feature builds on: who may see which rows, tables by month, work that is left to do, the event log, dead letters,
-- and answers kept for repeated requests.
--
-- Roles (made by the migration runner before this file):
--   tawsil_tenant   rights of ordinary work; every policy narrows them to one tenant
--   tawsil_system   for work that must run before a tenant is known; entered only by db.system
--   tawsil_definer  owns the search functions; nobody can become it

grant usage on schema public to tawsil_tenant, tawsil_system, tawsil_definer;
revoke create on schema public from public;

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

------------------------------------------------------------------------------------------------------------ tenant tables

-- The tenant of the transaction, null when none was set. Policies wrap it in a sub-select, so that it is evaluated once
-- per statement and not once per row.
create function app_tenant() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

-- The one place that says what makes a table a tenant table.
create procedure make_tenant_table(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant_isolation on %s for all to public
    using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()))', target);
end $$;

-- Lets db.system see every tenant's rows of one table. Each call is a decision: say why beside it.
create procedure open_to_system(target regclass, rights text) language plpgsql as $$
begin
  execute format('create policy system_access on %s for all to tawsil_system using (true) with check (true)', target);
  execute format('grant %s on %s to tawsil_system', rights, target);
end $$;

---------------------------------------------------------------------------------------------------------- tables by month

-- Month partitions by range of a UUIDv7: its first 48 bits are the Unix time in milliseconds, so an id alone finds its month.
create function uuid_at(moment timestamptz) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

create table partitioned_table (
  name text primary key,
  tenant_owned boolean not null,
  -- How full pages are written. Tables whose rows change soon after they are written leave room on each page, so that the
  -- change stays on the page and touches no index (HOT).
  fillfactor smallint not null default 100
);

create procedure make_partition(parent text, month date) language plpgsql as $$
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

-- Called by a migration once for each big table. It makes the default partition, so that a missing month never loses a write.
create procedure make_partitioned(parent text, tenant_owned boolean) language plpgsql as $$
begin
  insert into partitioned_table values (parent, tenant_owned);
  execute format('create table %I partition of %I default', parent || '_default', parent);
  if tenant_owned then call make_tenant_table((parent || '_default')::regclass); end if;
end $$;

-- Makes the partitions of this month and of the months ahead. A definer function, because the server owns no table;
-- it takes nothing but a small number, and runs only DDL on the tables listed above.
create function ensure_partitions(months_ahead integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  parent text; step integer; before bigint; made integer := 0;
begin
  if months_ahead not between 0 and 24 then raise exception 'months_ahead must be 0 to 24'; end if;
  perform pg_advisory_xact_lock(hashtext('ensure_partitions'));
  for parent in select name from partitioned_table order by name loop
    for step in 0..months_ahead loop
      select count(*) into before from pg_inherits where inhparent = parent::regclass;
      call make_partition(parent, (date_trunc('month', now() at time zone 'utc') + step * interval '1 month')::date);
      made := made + (select count(*) from pg_inherits where inhparent = parent::regclass)::integer - before::integer;
    end loop;
  end loop;
  return made;
end $$;
revoke all on function ensure_partitions(integer) from public;
grant execute on function ensure_partitions(integer) to tawsil_system;

-- Gives the planner fresh statistics of tables that grew fast. PostgreSQL keeps a plan until its table is analysed. A plan made
-- for a few rows may take any index that begins with the tenant, and then reads all rows of that tenant: after 50,000 messages
-- were queued at once, queueing the next one took fifteen seconds. This analyses a table that became ten times as large within
-- seconds instead of minutes. A definer function, because the server owns no table; it takes nothing.
create function analyze_grown() returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  grown regclass; made integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('analyze_grown')) then return 0; end if;
  for grown in
    select s.relid::regclass from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.schemaname = 'public' and s.n_live_tup > 10 * greatest(c.reltuples, 50)
  loop
    execute format('analyze (skip_locked) %s', grown);
    made := made + 1;
  end loop;
  return made;
end $$;
revoke all on function analyze_grown() from public;
grant execute on function analyze_grown() to tawsil_system;

------------------------------------------------------------------------------------------------------------- pending work

-- Pending tables: the work that is left to do on rows of a log that is never updated. All have this shape, so that one claim
-- (server/platform/pending) serves them. Their rows are written once and deleted once, and updated only when the work fails.
--   lane     what must stay in order: a channel, a conversation
--   history  the failed attempts so far: [{at, code, message}]
create procedure make_pending_table(target text) language plpgsql as $$
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
      history jsonb,
      primary key (tenant_id, id)
    ) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500)$t$, target);
  execute format('create index on %I (tenant_id, lane, id)', target);
  call make_tenant_table(target::regclass);
  execute format('grant select, insert, update, delete on %I to tawsil_tenant', target);
  -- claims look at every tenant that has work: fairness cannot be decided from inside one tenant
  call open_to_system(target::regclass, 'select, insert, update, delete');
end $$;

-- Each claim gets the next number. The database refuses to settle rows with an older one.
create sequence pending_fence;
grant usage on sequence pending_fence to tawsil_system;

-- Which lanes are with a worker now. A lease belongs to a lane and not to each of its rows: a lane is with one worker anyway,
-- and marking 500 rows cost more than everything else in a claim (10 ms of 12, because each mark is a new version of the row
-- and an entry in every index).
create table pending_lane (
  tenant_id uuid not null,
  -- the pending table
  source text not null,
  lane uuid not null,
  -- Whoever settles rows of the lane must show this number. When a lease runs out and the lane is claimed again, it changes.
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

---------------------------------------------------------------------------------------------------------------- event log

-- The event log: audit trail, outgoing webhooks, realtime catch-up, analytics. Readers keep (txid, position) as cursor and
-- read only rows with txid < pg_snapshot_xmin(pg_current_snapshot()), so that a late commit is never skipped.
create sequence event_position;
grant usage on sequence event_position to tawsil_tenant, tawsil_system;

create table event (
  tenant_id uuid not null,
  id uuid not null,
  position bigint not null default nextval('event_position'),
  txid xid8 not null default pg_current_xact_id(),
  type text not null,
  aggregate_kind text not null,
  aggregate_id uuid not null,
  actor_kind text not null check (actor_kind in ('contact', 'user', 'bot', 'campaign', 'api', 'system')),
  actor_id uuid,
  data jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
) partition by range (id);
create index on event (txid, position);
create index on event (tenant_id, txid, position);
create index on event (tenant_id, aggregate_id, id);
call make_tenant_table('event');
call make_partitioned('event', true);
grant select, insert on event to tawsil_tenant;
-- listeners follow the log of all tenants with one cursor
call open_to_system('event', 'select, insert');

-- Where each listener stands in the log.
create table event_cursor (
  listener text primary key,
  txid xid8 not null,
  position bigint not null,
  updated_at timestamptz not null default now()
);
grant select, insert, update on event_cursor to tawsil_system;

-- One row for each durable subscriber of an event, written with the event: what the subscriber has not yet handled.
-- ref = '<subscriber>:<event id>'
call make_pending_table('event_pending');
-- room on each page for rows that are tried again
alter table event_pending set (fillfactor = 70);

------------------------------------------------------------------------------------------- dead letters, repeated requests

-- What gave up after its attempts, with every attempt and its cause. The bytes stay where they are (raw_event, message).
create table dead_letter (
  tenant_id uuid not null,
  id uuid not null,
  source text not null,
  source_id uuid not null,
  ref text,
  lane uuid not null,
  attempts smallint not null,
  error_code text not null,
  error_message text not null,
  -- [{at, code, message}], the oldest first
  history jsonb not null default '[]',
  first_at timestamptz,
  created_at timestamptz not null default now(),
  -- who took it up again, and when
  redriven_at timestamptz,
  redriven_by_kind text,
  redriven_by_id uuid,
  -- when somebody said that it is not wanted any more
  dismissed_at timestamptz,
  primary key (tenant_id, id)
);
create index dead_letter_open on dead_letter (tenant_id, id desc) where redriven_at is null and dismissed_at is null;
create index dead_letter_open_by_source on dead_letter (tenant_id, source, id desc)
  where redriven_at is null and dismissed_at is null;
-- What was taken up again or dismissed is never deleted. Listing it must not read the open ones, nor each list the other's.
create index dead_letter_redriven on dead_letter (tenant_id, id desc) where redriven_at is not null and dismissed_at is null;
create index dead_letter_dismissed on dead_letter (tenant_id, id desc) where dismissed_at is not null;
create index dead_letter_by_source on dead_letter (tenant_id, source, source_id);
call make_tenant_table('dead_letter');
grant select, insert, update on dead_letter to tawsil_tenant;
-- a row that cannot be processed may fail before its tenant's transaction can be opened; health counts them all
call open_to_system('dead_letter', 'select, insert, update');

-- Same key and body, same answer. Filled at the end of the request, kept 24 hours.
create table idempotency_key (
  tenant_id uuid not null,
  credential text not null,
  key text not null,
  request_hash bytea not null,
  status smallint,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, credential, key)
);
create index on idempotency_key (created_at);
call make_tenant_table('idempotency_key');
grant select, insert, update, delete on idempotency_key to tawsil_tenant;
-- the sweeper removes old keys of all tenants
call open_to_system('idempotency_key', 'select, delete');
