-- Outgoing webhooks: addresses that businesses name, what is on its way to them, and what came of each call.

create table webhook_endpoint (
  tenant_id uuid not null,
  id uuid not null,
  url text not null check (length(url) between 1 and 2000),
  description text not null default '' check (length(description) <= 500),
  -- `order.confirmed`, `order.*`, `*`
  types text[] not null check (cardinality(types) between 1 and 50),
  -- Events of one thing go out one after the other. Otherwise nothing waits for anything.
  ordered boolean not null default false,
  state text not null default 'enabled' check (state in ('enabled', 'disabled', 'deleted')),
  disabled_reason text check (disabled_reason in ('person', 'gone', 'failing')),
  disabled_at timestamptz,
  -- sealed; the one before stays valid for a while after it was replaced
  secret bytea not null,
  old_secret bytea,
  old_secret_until timestamptz,
  -- Gets events of this transaction and later ones. A reader of the log that has not seen the endpoint has not passed this place.
  since_txid xid8 not null default pg_current_xact_id(),
  -- calls that failed one after the other, since when, and until when nothing is tried
  failures integer not null default 0,
  failing_since timestamptz,
  backoff_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index on webhook_endpoint (tenant_id, id) where failures > 0;
call make_tenant_table('webhook_endpoint');
grant select, insert, update on webhook_endpoint to tawsil_tenant;
-- One reader follows the log for all businesses, and claims leave out endpoints that fail. Neither needs addresses or secrets.
create policy system_access on webhook_endpoint for select to tawsil_system using (true);
grant select (tenant_id, id, types, ordered, state, since_txid, failures, backoff_until) on webhook_endpoint to tawsil_system;

-- One row for each endpoint and event: ref = event, part = endpoint, lane = the endpoint and the thing, or the row itself.
call make_pending_table('webhook_delivery');
alter table webhook_delivery set (fillfactor = 70),
  add column part uuid not null,
  add column ordered boolean not null default false,
  -- why it is sent: it happened, or somebody asked for it again
  add column cause text not null default 'event' check (cause in ('event', 'replay'));
create unique index on webhook_delivery (tenant_id, part, ref);
-- claims hop from endpoint to endpoint, and read each one's oldest rows without reading the others'
create index on webhook_delivery (part, id);

-- What came of each call; never changed, removed after some weeks.
create table webhook_attempt (
  tenant_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  event_type text not null,
  attempt smallint not null,
  cause text not null check (cause in ('event', 'replay', 'test')),
  outcome text not null check (outcome in ('delivered', 'failed', 'given_up')),
  url text not null,
  -- what was sent beside the body: `webhook-timestamp` and `webhook-signature`
  sent_at timestamptz not null,
  signature text not null,
  -- the answer; null: there was none
  status smallint,
  answer_headers jsonb,
  answer_body text,
  error text,
  duration_ms integer not null,
  next_try_at timestamptz,
  primary key (tenant_id, id)
) partition by range (id);
create index on webhook_attempt (tenant_id, endpoint_id, id);
create index on webhook_attempt (tenant_id, endpoint_id, event_id);
call make_tenant_table('webhook_attempt');
call make_partitioned('webhook_attempt', true);
grant select, insert on webhook_attempt to tawsil_tenant;
-- the server removes the old ones of all businesses together
call open_to_system('webhook_attempt', 'select, delete');

-- Where the one reader of the log stands.
insert into event_cursor (listener, txid, position) values ('webhooks', pg_current_xact_id(), -1);

insert into plan_limit values ('free', 'webhook_endpoints', 3), ('basic', 'webhook_endpoints', 10), ('premium', 'webhook_endpoints', 50);
