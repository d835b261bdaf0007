-- The door of sending: windows, wishes of customers, limits of plans, and what was given up.

-- A customer who came from an ad (content.referral) opens a free entry point: free-form messages may be sent for 72 hours,
-- when the business answers within 24. window_expires_at stays the one moment that is asked; these say why it is so late.
alter table conversation
  add column free_entry_at timestamptz,
  add column free_entry_expires_at timestamptz;

-- opted_out_at: nothing that the business starts. marketing_opted_out_at: no marketing. The moments of the opposite wish are
-- kept beside them: a wish that arrives late must not undo a newer one, and consent is something to be proven.
alter table contact
  add column opted_in_at timestamptz,
  add column marketing_opted_out_at timestamptz,
  add column marketing_opted_in_at timestamptz;

-- What plans allow. A plan without a row for a metric has no limit.
create table plan (name text primary key);
create table plan_limit (
  plan text not null references plan (name),
  metric text not null,
  -- in a calendar month of the tenant's time zone
  most bigint not null check (most >= 0),
  primary key (plan, metric)
);
insert into plan values ('free'), ('basic'), ('premium'), ('enterprise');
insert into plan_limit values ('free', 'messages', 100), ('basic', 'messages', 1000), ('premium', 'messages', 10000);
grant select on plan, plan_limit to tawsil_tenant, tawsil_system;
alter table tenant add constraint tenant_plan_fkey foreign key (plan) references plan (name);

-- What was used, by day of the tenant's time zone, counted in the transaction of the thing counted. Slots keep busy tenants
-- without a limit from waiting for one row; a month is the sum over days and slots.
create table usage_daily (
  tenant_id uuid not null references tenant (id),
  metric text not null,
  day date not null,
  slot smallint not null,
  count bigint not null default 0,
  primary key (tenant_id, metric, day, slot)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
call make_tenant_table('usage_daily');
grant select, insert, update on usage_daily to tawsil_tenant;

-- Dead letters remember every attempt, who took them up again, and what nobody wants any more.
alter table dead_letter
  add column first_at timestamptz,
  -- [{at, code, message}], the oldest first
  add column history jsonb not null default '[]',
  add column redriven_by_kind text,
  add column redriven_by_id uuid,
  add column dismissed_at timestamptz;
drop index dead_letter_tenant_id_created_at_id_idx;
create index dead_letter_open on dead_letter (tenant_id, id desc) where redriven_at is null and dismissed_at is null;
create index dead_letter_open_by_source on dead_letter (tenant_id, source, id desc)
  where redriven_at is null and dismissed_at is null;
create index dead_letter_by_source on dead_letter (tenant_id, source, source_id);

alter table raw_event_pending add column history jsonb;
alter table event_pending add column history jsonb;
alter table send_pending add column history jsonb;
-- made by the migration before, in the shape of then
alter table if exists media_pending add column if not exists history jsonb;

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
      history jsonb,
      primary key (tenant_id, id)
    ) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500)$t$, target);
  execute format('create index on %I (tenant_id, lane, id)', target);
  call make_tenant_table(target::regclass);
  execute format('grant select, insert, update, delete on %I to tawsil_tenant', target);
  -- claims look at every tenant that has work: fairness cannot be decided from inside one tenant
  call open_to_system(target::regclass, 'select, insert, update, delete');
end $$;
