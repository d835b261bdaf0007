-- The schema as the database has it after all migrations: for reading, and for seeing in a diff what a migration did.
-- Made by bin/migrate --dump; bin/check compares it. Month partitions and the queue's own schema are left out.

-- Extensions

create extension btree_gin;

create extension pg_trgm;

-- Schemas

-- schema public
grant usage on schema public to public;
grant usage on schema public to tawsil_definer;
grant usage on schema public to tawsil_system;
grant usage on schema public to tawsil_tenant;

-- Sequences

create sequence event_position as bigint start 1 increment 1;
grant usage on sequence event_position to tawsil_system;
grant usage on sequence event_position to tawsil_tenant;

create sequence pending_fence as bigint start 1 increment 1;
grant usage on sequence pending_fence to tawsil_system;
grant usage on sequence pending_fence to tawsil_tenant;

-- Tables

create table alert (
  id uuid not null,
  type text not null,
  subject text not null,
  severity text not null,
  message text not null,
  details jsonb default '{}'::jsonb not null,
  opened_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  resolved_at timestamp with time zone
);
alter table alert add constraint alert_severity_check CHECK ((severity = ANY (ARRAY['warning'::text, 'critical'::text])));
alter table alert add constraint alert_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX alert_open ON public.alert USING btree (type, subject) WHERE (resolved_at IS NULL);
grant delete, insert, select, update on alert to tawsil_system;

create table alert_notice (
  alert_id uuid not null,
  what text not null,
  sink text not null,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  created_at timestamp with time zone default now() not null
);
alter table alert_notice add constraint alert_notice_what_check CHECK ((what = ANY (ARRAY['opened'::text, 'resolved'::text])));
alter table alert_notice add constraint alert_notice_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alert(id) ON DELETE CASCADE;
alter table alert_notice add constraint alert_notice_pkey PRIMARY KEY (alert_id, what, sink);
CREATE INDEX alert_notice_due ON public.alert_notice USING btree (next_try_at);
grant delete, insert, select, update on alert_notice to tawsil_system;

create table announcement (
  id uuid not null,
  texts jsonb not null,
  starts_at timestamp with time zone default now() not null,
  ends_at timestamp with time zone not null,
  maintenance boolean default false not null,
  created_by uuid not null,
  created_at timestamp with time zone default now() not null
);
alter table announcement add constraint announcement_check CHECK ((ends_at > starts_at));
alter table announcement add constraint announcement_pkey PRIMARY KEY (id);
CREATE INDEX announcement_ends_at_idx ON public.announcement USING btree (ends_at);
grant delete, insert, select, update on announcement to tawsil_system;

create table api_key (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  mode text not null,
  prefix text not null,
  key_hash bytea not null,
  previous_hash bytea,
  previous_until timestamp with time zone,
  permissions text[] not null,
  allowed_addresses text[] default '{}'::text[] not null,
  created_by uuid not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone,
  rotated_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);
alter table api_key add constraint api_key_mode_check CHECK ((mode = ANY (ARRAY['live'::text, 'test'::text])));
alter table api_key add constraint api_key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
alter table api_key add constraint api_key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table api_key add constraint api_key_pkey PRIMARY KEY (tenant_id, id);
alter table api_key add constraint api_key_key_hash_key UNIQUE (key_hash);
alter table api_key add constraint api_key_previous_hash_key UNIQUE (previous_hash);
alter table api_key enable row level security;
alter table api_key force row level security;
create policy system_access on api_key as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on api_key as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on api_key to tawsil_tenant;
grant select (tenant_id) on api_key to tawsil_system;
grant select (id) on api_key to tawsil_system;
grant select (name) on api_key to tawsil_system;
grant select (mode) on api_key to tawsil_system;
grant select (key_hash) on api_key to tawsil_system;
grant select (previous_hash) on api_key to tawsil_system;
grant select (previous_until) on api_key to tawsil_system;
grant select (permissions) on api_key to tawsil_system;
grant select (allowed_addresses) on api_key to tawsil_system;
grant select (expires_at) on api_key to tawsil_system;
grant select (last_used_at) on api_key to tawsil_system;
grant select (revoked_at) on api_key to tawsil_system;

create table assignment_due (
  tenant_id uuid not null,
  id uuid not null,
  due_at timestamp with time zone default now() not null
);
alter table assignment_due add constraint assignment_due_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX assignment_due_at ON public.assignment_due USING btree (due_at);
alter table assignment_due enable row level security;
alter table assignment_due force row level security;
create policy system_access on assignment_due as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on assignment_due as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant select on assignment_due to tawsil_system;
grant delete, insert, select on assignment_due to tawsil_tenant;

create table assignment_queue (
  tenant_id uuid not null,
  conversation_id uuid not null,
  waiting_since timestamp with time zone not null,
  held boolean default false not null
);
alter table assignment_queue add constraint assignment_queue_tenant_id_conversation_id_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation(tenant_id, id) ON DELETE CASCADE;
alter table assignment_queue add constraint assignment_queue_pkey PRIMARY KEY (tenant_id, conversation_id);
CREATE INDEX assignment_queue_order ON public.assignment_queue USING btree (tenant_id, waiting_since, conversation_id) WHERE (NOT held);
alter table assignment_queue enable row level security;
alter table assignment_queue force row level security;
create policy tenant_isolation on assignment_queue as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on assignment_queue to tawsil_tenant;

create table assignment_turn (
  tenant_id uuid not null,
  user_id uuid not null,
  turn bigint not null
);
alter table assignment_turn add constraint assignment_turn_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES membership(tenant_id, user_id) ON DELETE CASCADE;
alter table assignment_turn add constraint assignment_turn_pkey PRIMARY KEY (tenant_id, user_id);
alter table assignment_turn enable row level security;
alter table assignment_turn force row level security;
create policy tenant_isolation on assignment_turn as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on assignment_turn to tawsil_tenant;

create table auth_account (
  id uuid not null,
  user_id uuid not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table auth_account add constraint auth_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE;
alter table auth_account add constraint auth_account_pkey PRIMARY KEY (id);
alter table auth_account add constraint auth_account_provider_id_account_id_key UNIQUE (provider_id, account_id);
CREATE INDEX auth_account_user_id_idx ON public.auth_account USING btree (user_id);
grant delete, insert, select, update on auth_account to tawsil_system;

create table auth_jwks (
  id uuid not null,
  public_key text not null,
  private_key text not null,
  alg text,
  crv text,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone
);
alter table auth_jwks add constraint auth_jwks_pkey PRIMARY KEY (id);
grant delete, insert, select, update on auth_jwks to tawsil_system;

create table auth_session (
  id uuid not null,
  user_id uuid not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  authenticated_at timestamp with time zone default now() not null
);
alter table auth_session add constraint auth_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE;
alter table auth_session add constraint auth_session_pkey PRIMARY KEY (id);
alter table auth_session add constraint auth_session_token_key UNIQUE (token);
CREATE INDEX auth_session_expires_at_idx ON public.auth_session USING btree (expires_at);
CREATE INDEX auth_session_user_id_idx ON public.auth_session USING btree (user_id);
grant delete, insert, select, update on auth_session to tawsil_system;

create table auth_user (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  locale text,
  system_admin boolean default false not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table auth_user add constraint auth_user_pkey PRIMARY KEY (id);
alter table auth_user add constraint auth_user_email_key UNIQUE (email);
grant delete, insert, select, update on auth_user to tawsil_system;

create table auth_verification (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table auth_verification add constraint auth_verification_pkey PRIMARY KEY (id);
CREATE INDEX auth_verification_identifier_idx ON public.auth_verification USING btree (identifier);
grant delete, insert, select, update on auth_verification to tawsil_system;

create table bot_session (
  tenant_id uuid not null,
  conversation_id uuid not null,
  step text not null,
  state jsonb default '{}'::jsonb not null,
  updated_at timestamp with time zone default now() not null
);
alter table bot_session add constraint bot_session_tenant_id_conversation_id_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation(tenant_id, id) ON DELETE CASCADE;
alter table bot_session add constraint bot_session_pkey PRIMARY KEY (tenant_id, conversation_id);
alter table bot_session enable row level security;
alter table bot_session force row level security;
create policy tenant_isolation on bot_session as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on bot_session to tawsil_tenant;

create table branch (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  translations jsonb default '{}'::jsonb not null,
  address text default ''::text not null,
  phone text,
  available boolean default true not null,
  "position" integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table branch add constraint branch_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table branch add constraint branch_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX branch_tenant_id_position_id_idx ON public.branch USING btree (tenant_id, "position", id);
alter table branch enable row level security;
alter table branch force row level security;
create policy tenant_isolation on branch as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
CREATE TRIGGER count_added AFTER INSERT ON public.branch REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_rows('branches');
CREATE TRIGGER count_removed AFTER DELETE ON public.branch REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_rows('branches');
CREATE TRIGGER kept_delete AFTER DELETE ON public.branch REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER kept_insert AFTER INSERT ON public.branch REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER kept_update AFTER UPDATE ON public.branch REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
grant delete, insert, select, update on branch to tawsil_tenant;

create table catalog_category (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  translations jsonb default '{}'::jsonb not null,
  "position" integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table catalog_category add constraint catalog_category_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table catalog_category add constraint catalog_category_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX catalog_category_tenant_id_position_id_idx ON public.catalog_category USING btree (tenant_id, "position", id);
alter table catalog_category enable row level security;
alter table catalog_category force row level security;
create policy tenant_isolation on catalog_category as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
CREATE TRIGGER count_added AFTER INSERT ON public.catalog_category REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_rows('catalog_categories');
CREATE TRIGGER count_removed AFTER DELETE ON public.catalog_category REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_rows('catalog_categories');
CREATE TRIGGER kept_delete AFTER DELETE ON public.catalog_category REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER kept_insert AFTER INSERT ON public.catalog_category REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER kept_update AFTER UPDATE ON public.catalog_category REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
grant delete, insert, select, update on catalog_category to tawsil_tenant;

create table catalog_item (
  tenant_id uuid not null,
  id uuid not null,
  category_id uuid,
  code text not null,
  name text not null,
  description text default ''::text not null,
  translations jsonb default '{}'::jsonb not null,
  price_amount bigint not null,
  price_currency character(3) not null,
  available boolean default true not null,
  image_url text,
  "position" integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table catalog_item add constraint catalog_item_price_amount_check CHECK ((price_amount >= 0));
alter table catalog_item add constraint catalog_item_tenant_id_category_id_fkey FOREIGN KEY (tenant_id, category_id) REFERENCES catalog_category(tenant_id, id);
alter table catalog_item add constraint catalog_item_pkey PRIMARY KEY (tenant_id, id);
alter table catalog_item add constraint catalog_item_tenant_id_code_key UNIQUE (tenant_id, code);
CREATE INDEX catalog_item_tenant_id_category_id_position_id_idx ON public.catalog_item USING btree (tenant_id, category_id, "position", id);
CREATE INDEX catalog_item_tenant_id_position_id_idx ON public.catalog_item USING btree (tenant_id, "position", id);
alter table catalog_item enable row level security;
alter table catalog_item force row level security;
create policy tenant_isolation on catalog_item as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
CREATE TRIGGER count_added AFTER INSERT ON public.catalog_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_rows('catalog_items');
CREATE TRIGGER count_removed AFTER DELETE ON public.catalog_item REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_rows('catalog_items');
CREATE TRIGGER kept_delete AFTER DELETE ON public.catalog_item REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER kept_insert AFTER INSERT ON public.catalog_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER kept_update AFTER UPDATE ON public.catalog_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
grant delete, insert, select, update on catalog_item to tawsil_tenant;

create table channel (
  tenant_id uuid not null,
  id uuid not null,
  provider text not null,
  name text not null,
  phone_number text,
  external_id text,
  external_account_id text,
  credentials bytea,
  status text default 'connecting'::text not null,
  status_reason text,
  state_at timestamp with time zone,
  degraded_at timestamp with time zone,
  degraded_by text,
  proven_at timestamp with time zone,
  sending_stopped_at timestamp with time zone,
  pace jsonb,
  last_inbound_at timestamp with time zone,
  recovered_to timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  webhook_at timestamp with time zone,
  degraded_until timestamp with time zone,
  claimed_at timestamp with time zone default now() not null,
  claim_lost_at timestamp with time zone,
  status_meaning text,
  skills text[] default '{}'::text[] not null
);
alter table channel add constraint channel_degraded_by_check CHECK ((degraded_by = ANY (ARRAY['breaker'::text, 'silence'::text, 'failures'::text, 'reports'::text, 'provider'::text])));
alter table channel add constraint channel_status_check CHECK ((status = ANY (ARRAY['connecting'::text, 'qr'::text, 'connected'::text, 'degraded'::text, 'disconnected'::text, 'error'::text])));
alter table channel add constraint channel_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table channel add constraint channel_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX channel_id_idx ON public.channel USING btree (id);
CREATE INDEX channel_linked ON public.channel USING btree (provider, id) WHERE (removed_at IS NULL);
CREATE INDEX channel_proven ON public.channel USING btree (provider, proven_at) WHERE (removed_at IS NULL);
CREATE INDEX channel_unproven ON public.channel USING btree (provider, updated_at) WHERE ((removed_at IS NULL) AND (proven_at IS NULL));
alter table channel enable row level security;
alter table channel force row level security;
create policy system_access on channel as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on channel as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
CREATE TRIGGER kept_delete AFTER DELETE ON public.channel FOR EACH ROW EXECUTE FUNCTION channel_changed();
CREATE TRIGGER kept_update AFTER UPDATE ON public.channel FOR EACH ROW WHEN (((((((((old.provider IS DISTINCT FROM new.provider) OR (old.external_id IS DISTINCT FROM new.external_id)) OR (old.external_account_id IS DISTINCT FROM new.external_account_id)) OR (old.credentials IS DISTINCT FROM new.credentials)) OR (old.removed_at IS DISTINCT FROM new.removed_at)) OR (old.pace IS DISTINCT FROM new.pace)) OR (old.sending_stopped_at IS DISTINCT FROM new.sending_stopped_at)) OR (old.degraded_by IS DISTINCT FROM new.degraded_by))) EXECUTE FUNCTION channel_changed();
grant select on channel to tawsil_system;
grant delete, insert, select, update on channel to tawsil_tenant;

create table channel_farewell (
  tenant_id uuid not null,
  channel_id uuid not null,
  credentials bytea not null,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  created_at timestamp with time zone default now() not null
);
alter table channel_farewell add constraint channel_farewell_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES channel(tenant_id, id) ON DELETE CASCADE;
alter table channel_farewell add constraint channel_farewell_pkey PRIMARY KEY (tenant_id, channel_id);
CREATE INDEX channel_farewell_next_try_at_idx ON public.channel_farewell USING btree (next_try_at);
alter table channel_farewell enable row level security;
alter table channel_farewell force row level security;
create policy system_access on channel_farewell as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on channel_farewell as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant select on channel_farewell to tawsil_system;
grant delete, insert, select, update on channel_farewell to tawsil_tenant;

create table channel_hour (
  tenant_id uuid not null,
  channel_id uuid not null,
  hour timestamp with time zone not null,
  inbound integer default 0 not null,
  accepted integer default 0 not null,
  refused integer default 0 not null,
  unreached integer default 0 not null,
  reports integer default 0 not null,
  inbound_at timestamp with time zone,
  accepted_at timestamp with time zone,
  reported_at timestamp with time zone,
  skew_ms bigint
) with (fillfactor=70);
alter table channel_hour add constraint channel_hour_pkey PRIMARY KEY (tenant_id, channel_id, hour);
alter table channel_hour enable row level security;
alter table channel_hour force row level security;
create policy system_access on channel_hour as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on channel_hour as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, select on channel_hour to tawsil_system;
grant insert, select, update on channel_hour to tawsil_tenant;

create table channel_route (
  provider text not null,
  kind text not null,
  external_id text not null,
  tenant_id uuid not null,
  channel_id uuid not null
);
alter table channel_route add constraint channel_route_kind_check CHECK ((kind = ANY (ARRAY['number'::text, 'account'::text])));
alter table channel_route add constraint channel_route_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES channel(tenant_id, id) ON DELETE CASCADE;
alter table channel_route add constraint channel_route_pkey PRIMARY KEY (provider, kind, external_id, channel_id);
CREATE INDEX channel_route_account ON public.channel_route USING btree (provider, external_id, channel_id) WHERE (kind = 'account'::text);
CREATE UNIQUE INDEX channel_route_number ON public.channel_route USING btree (provider, external_id) WHERE (kind = 'number'::text);
CREATE INDEX channel_route_tenant_id_channel_id_idx ON public.channel_route USING btree (tenant_id, channel_id);
alter table channel_route enable row level security;
alter table channel_route force row level security;
create policy system_access on channel_route as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on channel_route as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant select on channel_route to tawsil_system;
grant delete, insert, select on channel_route to tawsil_tenant;

create table contact (
  tenant_id uuid not null,
  id uuid not null,
  name text,
  locale text,
  fields jsonb default '{}'::jsonb not null,
  opted_out_at timestamp with time zone,
  opted_in_at timestamp with time zone,
  marketing_opted_out_at timestamp with time zone,
  marketing_opted_in_at timestamp with time zone,
  merged_into uuid,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  marketing_stop_channel_id uuid,
  name_folded text
);
alter table contact add constraint contact_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table contact add constraint contact_tenant_id_merged_into_fkey FOREIGN KEY (tenant_id, merged_into) REFERENCES contact(tenant_id, id);
alter table contact add constraint contact_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX contact_name_search ON public.contact USING gin (tenant_id, name_folded gin_trgm_ops);
CREATE INDEX contact_tenant_id_merged_into_idx ON public.contact USING btree (tenant_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX contact_unfolded ON public.contact USING btree (tenant_id, id) WHERE ((name IS NOT NULL) AND (name_folded IS NULL));
alter table contact enable row level security;
alter table contact force row level security;
create policy search_access on contact as permissive for select to tawsil_definer using (true);
create policy system_access on contact as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on contact as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
CREATE TRIGGER count_added AFTER INSERT ON public.contact REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_rows('contacts');
CREATE TRIGGER count_removed AFTER DELETE ON public.contact REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_rows('contacts');
grant select on contact to tawsil_definer;
grant delete, insert, select, update on contact to tawsil_tenant;
grant select (tenant_id) on contact to tawsil_system;
grant select (name) on contact to tawsil_system;
grant select (name_folded) on contact to tawsil_system;

create table contact_identity (
  tenant_id uuid not null,
  kind text not null,
  scope text default ''::text not null,
  value text not null,
  contact_id uuid not null,
  created_at timestamp with time zone default now() not null
);
alter table contact_identity add constraint contact_identity_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'wa_id'::text, 'bsuid'::text, 'lid'::text, 'username'::text])));
alter table contact_identity add constraint contact_identity_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contact(tenant_id, id) ON DELETE CASCADE;
alter table contact_identity add constraint contact_identity_pkey PRIMARY KEY (tenant_id, kind, scope, value);
CREATE INDEX contact_identity_search ON public.contact_identity USING gin (tenant_id, value gin_trgm_ops) WHERE (kind = ANY (ARRAY['phone'::text, 'username'::text]));
CREATE INDEX contact_identity_tenant_id_contact_id_idx ON public.contact_identity USING btree (tenant_id, contact_id);
alter table contact_identity enable row level security;
alter table contact_identity force row level security;
create policy search_access on contact_identity as permissive for select to tawsil_definer using (true);
create policy tenant_isolation on contact_identity as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant select on contact_identity to tawsil_definer;
grant delete, insert, select, update on contact_identity to tawsil_tenant;

create table contact_merge (
  tenant_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  moved jsonb not null,
  reason text default 'manual'::text not null,
  actor_kind text not null,
  actor_id uuid,
  created_at timestamp with time zone default now() not null,
  undone_at timestamp with time zone,
  undone_by_kind text,
  undone_by_id uuid
);
alter table contact_merge add constraint contact_merge_reason_check CHECK ((reason = ANY (ARRAY['manual'::text, 'identities'::text, 'number_change'::text])));
alter table contact_merge add constraint contact_merge_pkey PRIMARY KEY (tenant_id, id);
CREATE UNIQUE INDEX contact_merge_once ON public.contact_merge USING btree (tenant_id, merged_id) WHERE (undone_at IS NULL);
CREATE INDEX contact_merge_tenant_id_kept_id_idx ON public.contact_merge USING btree (tenant_id, kept_id);
CREATE INDEX contact_merge_tenant_id_merged_id_idx ON public.contact_merge USING btree (tenant_id, merged_id);
alter table contact_merge enable row level security;
alter table contact_merge force row level security;
create policy tenant_isolation on contact_merge as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on contact_merge to tawsil_tenant;

create table conversation (
  tenant_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  kind text default 'direct'::text not null,
  contact_id uuid,
  group_key text,
  group_name text,
  address text not null,
  address_kind text not null,
  status text default 'open'::text not null,
  priority text default 'normal'::text not null,
  assignee_id uuid,
  bot_paused_at timestamp with time zone,
  snoozed_until timestamp with time zone,
  last_seq bigint default 0 not null,
  last_message_at timestamp with time zone default now() not null,
  last_inbound_at timestamp with time zone,
  window_expires_at timestamp with time zone,
  free_entry_at timestamp with time zone,
  free_entry_expires_at timestamp with time zone,
  waiting_since timestamp with time zone,
  unread_count integer default 0 not null,
  preview text default ''::text not null,
  last_direction text default 'inbound'::text not null,
  last_type text default 'text'::text not null,
  last_status text,
  choices jsonb,
  choices_at timestamp with time zone,
  merged_into uuid,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  group_name_folded text,
  handed_over_at timestamp with time zone,
  heard_count bigint default 0 not null,
  marked_unread_by uuid[] default '{}'::uuid[] not null,
  team_id uuid
) with (fillfactor=80);
alter table conversation add constraint conversation_address_kind_check CHECK ((address_kind = ANY (ARRAY['phone'::text, 'wa_id'::text, 'bsuid'::text, 'lid'::text, 'username'::text, 'group'::text])));
alter table conversation add constraint conversation_kind_check CHECK ((kind = ANY (ARRAY['direct'::text, 'group'::text])));
alter table conversation add constraint conversation_last_direction_check CHECK ((last_direction = ANY (ARRAY['inbound'::text, 'outbound'::text])));
alter table conversation add constraint conversation_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text])));
alter table conversation add constraint conversation_status_check CHECK ((status = ANY (ARRAY['open'::text, 'pending'::text, 'resolved'::text, 'archived'::text])));
alter table conversation add constraint conversation_with CHECK ((((kind = 'direct'::text) AND (contact_id IS NOT NULL) AND (group_key IS NULL)) OR ((kind = 'group'::text) AND (contact_id IS NULL) AND (group_key IS NOT NULL))));
alter table conversation add constraint conversation_tenant_id_assignee_id_fkey FOREIGN KEY (tenant_id, assignee_id) REFERENCES membership(tenant_id, user_id);
alter table conversation add constraint conversation_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES channel(tenant_id, id);
alter table conversation add constraint conversation_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contact(tenant_id, id);
alter table conversation add constraint conversation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table conversation add constraint conversation_tenant_id_merged_into_fkey FOREIGN KEY (tenant_id, merged_into) REFERENCES conversation(tenant_id, id);
alter table conversation add constraint conversation_tenant_id_team_id_fkey FOREIGN KEY (tenant_id, team_id) REFERENCES team(tenant_id, id);
alter table conversation add constraint conversation_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX conversation_by_assignee ON public.conversation USING btree (tenant_id, assignee_id, last_message_at DESC, id DESC) WHERE (assignee_id IS NOT NULL);
CREATE INDEX conversation_by_assignee_and_status ON public.conversation USING btree (tenant_id, assignee_id, status, last_message_at DESC, id DESC, (
CASE
    WHEN (snoozed_until IS NULL) THEN '-infinity'::timestamp with time zone
    ELSE snoozed_until
END)) WHERE (assignee_id IS NOT NULL);
CREATE INDEX conversation_by_channel ON public.conversation USING btree (tenant_id, channel_id, last_message_at DESC, id DESC);
CREATE INDEX conversation_by_deadline ON public.conversation USING btree (tenant_id, (
CASE
    WHEN (window_expires_at IS NULL) THEN waiting_since
    ELSE window_expires_at
END), id, (
CASE
    WHEN (snoozed_until IS NULL) THEN '-infinity'::timestamp with time zone
    ELSE snoozed_until
END)) WHERE (waiting_since IS NOT NULL);
CREATE INDEX conversation_by_deadline_of_assignee ON public.conversation USING btree (tenant_id, assignee_id, (
CASE
    WHEN (window_expires_at IS NULL) THEN waiting_since
    ELSE window_expires_at
END), id, (
CASE
    WHEN (snoozed_until IS NULL) THEN '-infinity'::timestamp with time zone
    ELSE snoozed_until
END)) WHERE ((waiting_since IS NOT NULL) AND (assignee_id IS NOT NULL));
CREATE INDEX conversation_by_status ON public.conversation USING btree (tenant_id, status, last_message_at DESC, id DESC, (
CASE
    WHEN (snoozed_until IS NULL) THEN '-infinity'::timestamp with time zone
    ELSE snoozed_until
END));
CREATE INDEX conversation_by_team ON public.conversation USING btree (tenant_id, team_id, last_message_at DESC, id DESC, (
CASE
    WHEN (snoozed_until IS NULL) THEN '-infinity'::timestamp with time zone
    ELSE snoozed_until
END)) WHERE (team_id IS NOT NULL);
CREATE INDEX conversation_groups ON public.conversation USING btree (tenant_id, id) WHERE (kind = 'group'::text);
CREATE INDEX conversation_handed_over ON public.conversation USING btree (tenant_id, handed_over_at, id, (
CASE
    WHEN (snoozed_until IS NULL) THEN '-infinity'::timestamp with time zone
    ELSE snoozed_until
END)) WHERE (handed_over_at IS NOT NULL);
CREATE UNIQUE INDEX conversation_of_contact ON public.conversation USING btree (tenant_id, channel_id, contact_id) WHERE ((contact_id IS NOT NULL) AND (merged_into IS NULL));
CREATE UNIQUE INDEX conversation_of_group ON public.conversation USING btree (tenant_id, channel_id, group_key) WHERE (group_key IS NOT NULL);
CREATE INDEX conversation_snoozed ON public.conversation USING btree (snoozed_until) WHERE (snoozed_until IS NOT NULL);
CREATE INDEX conversation_tenant_id_contact_id_idx ON public.conversation USING btree (tenant_id, contact_id);
CREATE INDEX conversation_tenant_id_last_message_at_id_idx ON public.conversation USING btree (tenant_id, last_message_at DESC, id DESC);
CREATE INDEX conversation_tenant_id_merged_into_idx ON public.conversation USING btree (tenant_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX conversation_unfolded ON public.conversation USING btree (tenant_id, id) WHERE ((group_name IS NOT NULL) AND (group_name_folded IS NULL));
CREATE INDEX conversation_unread ON public.conversation USING btree (tenant_id, last_message_at DESC, id DESC, (
CASE
    WHEN (snoozed_until IS NULL) THEN '-infinity'::timestamp with time zone
    ELSE snoozed_until
END)) WHERE ((unread_count > 0) OR (marked_unread_by <> '{}'::uuid[]));
CREATE INDEX conversation_waiting ON public.conversation USING btree (tenant_id, waiting_since, id, (
CASE
    WHEN (snoozed_until IS NULL) THEN '-infinity'::timestamp with time zone
    ELSE snoozed_until
END)) WHERE (waiting_since IS NOT NULL);
CREATE INDEX conversation_waiting_by_assignee ON public.conversation USING btree (tenant_id, assignee_id, waiting_since, id, (
CASE
    WHEN (snoozed_until IS NULL) THEN '-infinity'::timestamp with time zone
    ELSE snoozed_until
END)) WHERE ((waiting_since IS NOT NULL) AND (assignee_id IS NOT NULL));
alter table conversation enable row level security;
alter table conversation force row level security;
create policy system_access on conversation as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on conversation as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on conversation to tawsil_tenant;
grant select (tenant_id) on conversation to tawsil_system;
grant select (id) on conversation to tawsil_system;
grant select (group_name) on conversation to tawsil_system;
grant select (snoozed_until) on conversation to tawsil_system;
grant select (group_name_folded) on conversation to tawsil_system;

create table conversation_reader (
  tenant_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  read_count bigint not null,
  read_at timestamp with time zone default now() not null
) with (fillfactor=80);
alter table conversation_reader add constraint conversation_reader_tenant_id_conversation_id_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation(tenant_id, id) ON DELETE CASCADE;
alter table conversation_reader add constraint conversation_reader_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES membership(tenant_id, user_id) ON DELETE CASCADE;
alter table conversation_reader add constraint conversation_reader_pkey PRIMARY KEY (tenant_id, conversation_id, user_id);
CREATE INDEX conversation_reader_tenant_id_user_id_idx ON public.conversation_reader USING btree (tenant_id, user_id);
alter table conversation_reader enable row level security;
alter table conversation_reader force row level security;
create policy tenant_isolation on conversation_reader as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on conversation_reader to tawsil_tenant;

create table data_key (
  id uuid not null,
  tenant_id uuid,
  wrapped bytea not null,
  master text not null,
  created_at timestamp with time zone default now() not null,
  retired_at timestamp with time zone
);
alter table data_key add constraint data_key_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX data_key_current ON public.data_key USING btree (tenant_id) NULLS NOT DISTINCT WHERE (retired_at IS NULL);
CREATE INDEX data_key_owner ON public.data_key USING btree (tenant_id);
alter table data_key enable row level security;
alter table data_key force row level security;
create policy system_access on data_key as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on data_key as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on data_key to tawsil_system;

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
  history jsonb default '[]'::jsonb not null,
  first_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  redriven_at timestamp with time zone,
  redriven_by_kind text,
  redriven_by_id uuid,
  dismissed_at timestamp with time zone
);
alter table dead_letter add constraint dead_letter_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX dead_letter_by_source ON public.dead_letter USING btree (tenant_id, source, source_id);
CREATE INDEX dead_letter_dismissed ON public.dead_letter USING btree (tenant_id, id DESC) WHERE (dismissed_at IS NOT NULL);
CREATE INDEX dead_letter_open ON public.dead_letter USING btree (tenant_id, id DESC) WHERE ((redriven_at IS NULL) AND (dismissed_at IS NULL));
CREATE INDEX dead_letter_open_by_source ON public.dead_letter USING btree (tenant_id, source, id DESC) WHERE ((redriven_at IS NULL) AND (dismissed_at IS NULL));
CREATE INDEX dead_letter_redriven ON public.dead_letter USING btree (tenant_id, id DESC) WHERE ((redriven_at IS NOT NULL) AND (dismissed_at IS NULL));
alter table dead_letter enable row level security;
alter table dead_letter force row level security;
create policy system_access on dead_letter as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on dead_letter as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on dead_letter to tawsil_system;
grant insert, select, update on dead_letter to tawsil_tenant;

create table delivery_count (
  tenant_id uuid not null,
  hour timestamp with time zone not null,
  count bigint not null
) with (fillfactor=50);
alter table delivery_count add constraint delivery_count_pkey PRIMARY KEY (tenant_id);
alter table delivery_count enable row level security;
alter table delivery_count force row level security;
create policy tenant_isolation on delivery_count as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on delivery_count to tawsil_tenant;

create table event (
  tenant_id uuid not null,
  id uuid not null,
  "position" bigint default nextval('event_position'::regclass) not null,
  txid xid8 default pg_current_xact_id() not null,
  type text not null,
  aggregate_kind text not null,
  aggregate_id uuid not null,
  actor_kind text not null,
  actor_id uuid,
  data jsonb not null,
  created_at timestamp with time zone default now() not null,
  version smallint default 1 not null,
  actor_address text,
  actor_device text,
  trace text
) partition by RANGE (id);
alter table event add constraint event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['contact'::text, 'user'::text, 'bot'::text, 'campaign'::text, 'api'::text, 'system'::text])));
alter table event add constraint event_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX event_audit ON ONLY public.event USING btree (tenant_id, id) WHERE ((actor_kind = ANY (ARRAY['user'::text, 'api'::text])) OR (aggregate_kind = 'user'::text));
CREATE INDEX event_audit_of_actor ON ONLY public.event USING btree (tenant_id, actor_id, id) WHERE (actor_kind = ANY (ARRAY['user'::text, 'api'::text]));
CREATE INDEX event_by_type ON ONLY public.event USING btree (tenant_id, type, id);
CREATE INDEX event_of_aggregate ON ONLY public.event USING btree (tenant_id, aggregate_id, txid, "position");
CREATE INDEX event_tenant_id_txid_position_idx ON ONLY public.event USING btree (tenant_id, txid, "position");
CREATE INDEX event_txid_position_idx ON ONLY public.event USING btree (txid, "position");
alter table event enable row level security;
alter table event force row level security;
create policy system_access on event as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on event as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select on event to tawsil_system;
grant insert, select on event to tawsil_tenant;

create table event_cursor (
  listener text not null,
  txid xid8 not null,
  "position" bigint not null,
  updated_at timestamp with time zone default now() not null
);
alter table event_cursor add constraint event_cursor_pkey PRIMARY KEY (listener);
grant insert, select, update on event_cursor to tawsil_system;

create table event_pending (
  tenant_id uuid not null,
  id uuid not null,
  lane uuid not null,
  ref text,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  last_error text,
  created_at timestamp with time zone default now() not null,
  history jsonb
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, fillfactor=70);
alter table event_pending add constraint event_pending_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX event_pending_tenant_id_lane_id_idx ON public.event_pending USING btree (tenant_id, lane, id);
alter table event_pending enable row level security;
alter table event_pending force row level security;
create policy system_access on event_pending as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on event_pending as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on event_pending to tawsil_system;
grant delete, insert, select, update on event_pending to tawsil_tenant;

create table group_name (
  tenant_id uuid not null,
  channel_id uuid not null,
  group_key text not null,
  name text not null,
  told_at timestamp with time zone not null
);
alter table group_name add constraint group_name_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES channel(tenant_id, id) ON DELETE CASCADE;
alter table group_name add constraint group_name_pkey PRIMARY KEY (tenant_id, channel_id, group_key);
alter table group_name enable row level security;
alter table group_name force row level security;
create policy tenant_isolation on group_name as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on group_name to tawsil_tenant;

create table idempotency_key (
  tenant_id uuid not null,
  credential text not null,
  key text not null,
  request_hash bytea not null,
  status smallint,
  answer jsonb,
  created_at timestamp with time zone default now() not null
);
alter table idempotency_key add constraint idempotency_key_pkey PRIMARY KEY (tenant_id, credential, key);
CREATE INDEX idempotency_key_created_at_idx ON public.idempotency_key USING btree (created_at);
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy system_access on idempotency_key as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on idempotency_key as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, select on idempotency_key to tawsil_system;
grant delete, insert, select, update on idempotency_key to tawsil_tenant;

create table invitation (
  tenant_id uuid not null,
  id uuid not null,
  email text not null,
  name text,
  role text not null,
  locale text not null,
  token_hash bytea not null,
  by_mail boolean not null,
  invited_by uuid not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  accepted_by uuid,
  revoked_at timestamp with time zone,
  role_id uuid
);
alter table invitation add constraint invitation_own_role CHECK (((role = 'own'::text) = (role_id IS NOT NULL)));
alter table invitation add constraint invitation_role_check CHECK ((role = ANY (ARRAY['tenant_admin'::text, 'agent'::text, 'billing_admin'::text, 'viewer'::text, 'own'::text])));
alter table invitation add constraint invitation_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table invitation add constraint invitation_tenant_id_invited_by_fkey FOREIGN KEY (tenant_id, invited_by) REFERENCES membership(tenant_id, user_id);
alter table invitation add constraint invitation_tenant_id_role_id_fkey FOREIGN KEY (tenant_id, role_id) REFERENCES role(tenant_id, id);
alter table invitation add constraint invitation_pkey PRIMARY KEY (tenant_id, id);
alter table invitation add constraint invitation_token_hash_key UNIQUE (token_hash);
CREATE INDEX invitation_expires_at_idx ON public.invitation USING btree (expires_at);
CREATE INDEX invitation_listed ON public.invitation USING btree (tenant_id, id DESC) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
CREATE UNIQUE INDEX invitation_open ON public.invitation USING btree (tenant_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
CREATE INDEX invitation_tenant_id_invited_by_idx ON public.invitation USING btree (tenant_id, invited_by);
CREATE INDEX invitation_tenant_id_role_id_idx ON public.invitation USING btree (tenant_id, role_id) WHERE (role_id IS NOT NULL);
alter table invitation enable row level security;
alter table invitation force row level security;
create policy system_access on invitation as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on invitation as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, select, update on invitation to tawsil_system;
grant insert, select, update on invitation to tawsil_tenant;

create table key_rotation (
  id uuid not null,
  started_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone
);
alter table key_rotation add constraint key_rotation_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX key_rotation_open ON public.key_rotation USING btree (((finished_at IS NULL))) WHERE (finished_at IS NULL);
grant insert, select, update on key_rotation to tawsil_system;

create table long_job (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  status text default 'queued'::text not null,
  input jsonb not null,
  gathered boolean not null,
  place jsonb,
  total integer default 0 not null,
  done integer default 0 not null,
  failed integer default 0 not null,
  actor_kind text not null,
  actor_id uuid,
  error_code text,
  error_message text,
  created_at timestamp with time zone default now() not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  told_at timestamp with time zone,
  expires_at timestamp with time zone not null
) with (fillfactor=70);
alter table long_job add constraint long_job_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])));
alter table long_job add constraint long_job_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX long_job_expiring ON public.long_job USING btree (expires_at);
alter table long_job enable row level security;
alter table long_job force row level security;
create policy system_access on long_job as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on long_job as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on long_job to tawsil_tenant;
grant select (tenant_id) on long_job to tawsil_system;
grant select (id) on long_job to tawsil_system;
grant select (expires_at) on long_job to tawsil_system;

create table long_job_pending (
  tenant_id uuid not null,
  id uuid not null,
  lane uuid not null,
  ref text,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  last_error text,
  created_at timestamp with time zone default now() not null,
  history jsonb
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, fillfactor=90);
alter table long_job_pending add constraint long_job_pending_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX long_job_pending_tenant_id_lane_id_idx ON public.long_job_pending USING btree (tenant_id, lane, id);
alter table long_job_pending enable row level security;
alter table long_job_pending force row level security;
create policy system_access on long_job_pending as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on long_job_pending as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on long_job_pending to tawsil_system;
grant delete, insert, select, update on long_job_pending to tawsil_tenant;

create table long_job_row (
  tenant_id uuid not null,
  job_id uuid not null,
  no integer not null,
  target text,
  line integer,
  input jsonb,
  ok boolean,
  error_code text,
  error_message text,
  data jsonb
) with (fillfactor=80);
alter table long_job_row add constraint long_job_row_tenant_id_job_id_fkey FOREIGN KEY (tenant_id, job_id) REFERENCES long_job(tenant_id, id);
alter table long_job_row add constraint long_job_row_pkey PRIMARY KEY (tenant_id, job_id, no);
CREATE INDEX long_job_row_failed ON public.long_job_row USING btree (tenant_id, job_id, no) WHERE (NOT ok);
alter table long_job_row enable row level security;
alter table long_job_row force row level security;
create policy tenant_isolation on long_job_row as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on long_job_row to tawsil_tenant;

create table mail (
  id uuid not null,
  tenant_id uuid,
  key text not null,
  kind text not null,
  recipient text not null,
  content bytea,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  last_error text,
  outcome text,
  finished_at timestamp with time zone,
  created_at timestamp with time zone default now() not null
) with (fillfactor=70);
alter table mail add constraint mail_check CHECK (((outcome IS NULL) = (finished_at IS NULL)));
alter table mail add constraint mail_check1 CHECK (((finished_at IS NULL) OR (content IS NULL)));
alter table mail add constraint mail_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'refused'::text, 'suppressed'::text, 'expired'::text, 'given_up'::text])));
alter table mail add constraint mail_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table mail add constraint mail_pkey PRIMARY KEY (id);
alter table mail add constraint mail_tenant_id_key_key UNIQUE NULLS NOT DISTINCT (tenant_id, key);
CREATE INDEX mail_due ON public.mail USING btree (next_try_at) WHERE (finished_at IS NULL);
CREATE INDEX mail_finished ON public.mail USING btree (finished_at) WHERE (finished_at IS NOT NULL);
alter table mail enable row level security;
alter table mail force row level security;
create policy system_access on mail as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on mail as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on mail to tawsil_system;
grant insert on mail to tawsil_tenant;

create table mail_outbox (
  id uuid not null,
  content bytea not null
);
alter table mail_outbox add constraint mail_outbox_pkey PRIMARY KEY (id);
grant delete, insert, select on mail_outbox to tawsil_system;

create table mail_suppression (
  address text not null,
  code text not null,
  created_at timestamp with time zone default now() not null
);
alter table mail_suppression add constraint mail_suppression_pkey PRIMARY KEY (address);
grant delete, insert, select on mail_suppression to tawsil_system;

create table media (
  tenant_id uuid not null,
  id uuid not null,
  channel_id uuid,
  message_id uuid,
  direction text not null,
  kind text not null,
  state text not null,
  source jsonb,
  declared_mime text,
  mime_type text,
  bytes bigint,
  sha256 bytea,
  storage_key text,
  thumbnail_key text,
  width integer,
  height integer,
  filename text,
  problem jsonb,
  created_at timestamp with time zone default now() not null,
  settled_at timestamp with time zone,
  looks integer default 0 not null
) with (fillfactor=80);
alter table media add constraint media_check CHECK (((state <> 'ready'::text) OR ((mime_type IS NOT NULL) AND (bytes IS NOT NULL) AND (storage_key IS NOT NULL))));
alter table media add constraint media_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text])));
alter table media add constraint media_kind_check CHECK ((kind = ANY (ARRAY['image'::text, 'video'::text, 'audio'::text, 'document'::text, 'sticker'::text])));
alter table media add constraint media_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'refused'::text, 'gone'::text])));
alter table media add constraint media_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES channel(tenant_id, id);
alter table media add constraint media_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table media add constraint media_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX media_tenant_id_channel_id_idx ON public.media USING btree (tenant_id, channel_id) WHERE (channel_id IS NOT NULL);
CREATE INDEX media_tenant_id_created_at_idx ON public.media USING btree (tenant_id, created_at) WHERE (state = 'waiting'::text);
CREATE INDEX media_tenant_id_created_at_idx1 ON public.media USING btree (tenant_id, created_at) WHERE (message_id IS NULL);
CREATE INDEX media_tenant_id_message_id_idx ON public.media USING btree (tenant_id, message_id) WHERE (message_id IS NOT NULL);
alter table media enable row level security;
alter table media force row level security;
create policy system_access on media as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on media as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant select on media to tawsil_system;
grant delete, insert, select, update on media to tawsil_tenant;

create table media_pending (
  tenant_id uuid not null,
  id uuid not null,
  lane uuid not null,
  ref text,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  last_error text,
  created_at timestamp with time zone default now() not null,
  history jsonb
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, fillfactor=90);
alter table media_pending add constraint media_pending_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX media_pending_tenant_id_lane_id_idx ON public.media_pending USING btree (tenant_id, lane, id);
alter table media_pending enable row level security;
alter table media_pending force row level security;
create policy system_access on media_pending as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on media_pending as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on media_pending to tawsil_system;
grant delete, insert, select, update on media_pending to tawsil_tenant;

create table media_upload (
  tenant_id uuid not null,
  media_id uuid not null,
  channel_id uuid not null,
  provider_media_id text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null
);
alter table media_upload add constraint media_upload_tenant_id_channel_id_fkey FOREIGN KEY (tenant_id, channel_id) REFERENCES channel(tenant_id, id);
alter table media_upload add constraint media_upload_tenant_id_media_id_fkey FOREIGN KEY (tenant_id, media_id) REFERENCES media(tenant_id, id) ON DELETE CASCADE;
alter table media_upload add constraint media_upload_pkey PRIMARY KEY (tenant_id, media_id, channel_id);
CREATE INDEX media_upload_tenant_id_channel_id_idx ON public.media_upload USING btree (tenant_id, channel_id);
alter table media_upload enable row level security;
alter table media_upload force row level security;
create policy tenant_isolation on media_upload as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on media_upload to tawsil_tenant;

create table membership (
  tenant_id uuid not null,
  user_id uuid not null,
  role text not null,
  name text not null,
  email text not null,
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  takes_conversations boolean,
  capacity integer,
  skills text[] default '{}'::text[] not null,
  languages text[] default '{}'::text[] not null,
  visibility text default 'all'::text not null,
  role_id uuid,
  two_factor boolean default false not null,
  avatar text
);
alter table membership add constraint membership_capacity_check CHECK (((capacity >= 1) AND (capacity <= 1000)));
alter table membership add constraint membership_own_role CHECK (((role = 'own'::text) = (role_id IS NOT NULL)));
alter table membership add constraint membership_role_check CHECK ((role = ANY (ARRAY['tenant_admin'::text, 'agent'::text, 'billing_admin'::text, 'viewer'::text, 'own'::text])));
alter table membership add constraint membership_visibility_check CHECK ((visibility = ANY (ARRAY['own'::text, 'team'::text, 'all'::text])));
alter table membership add constraint membership_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table membership add constraint membership_tenant_id_role_id_fkey FOREIGN KEY (tenant_id, role_id) REFERENCES role(tenant_id, id);
alter table membership add constraint membership_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE;
alter table membership add constraint membership_pkey PRIMARY KEY (tenant_id, user_id);
CREATE INDEX membership_email ON public.membership USING btree (email text_pattern_ops);
CREATE INDEX membership_here ON public.membership USING btree (tenant_id, role, user_id) WHERE (removed_at IS NULL);
CREATE INDEX membership_tenant_id_role_id_idx ON public.membership USING btree (tenant_id, role_id) WHERE (role_id IS NOT NULL);
CREATE INDEX membership_user_id_idx ON public.membership USING btree (user_id);
alter table membership enable row level security;
alter table membership force row level security;
create policy system_access on membership as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on membership as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on membership to tawsil_system;
grant delete, insert, select, update on membership to tawsil_tenant;

create table message (
  tenant_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  seq bigint not null,
  direction text not null,
  type text not null,
  status text not null,
  content jsonb not null,
  edited jsonb,
  revoked_at timestamp with time zone,
  author_kind text not null,
  author_id uuid,
  provider_message_id text,
  reply_to_provider_id text,
  error jsonb,
  retry_of uuid,
  retried_at timestamp with time zone,
  uncertain boolean generated always as (((status = 'unknown'::text) AND (retried_at IS NULL))) stored,
  provider_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  played_at timestamp with time zone,
  solicited boolean default false not null
) partition by RANGE (id);
alter table message add constraint message_author_kind_check CHECK ((author_kind = ANY (ARRAY['contact'::text, 'user'::text, 'bot'::text, 'campaign'::text, 'api'::text, 'system'::text])));
alter table message add constraint message_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text])));
alter table message add constraint message_status_check CHECK ((status = ANY (ARRAY['received'::text, 'queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'failed'::text, 'unknown'::text])));
alter table message add constraint message_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX message_tenant_id_conversation_id_seq_idx ON ONLY public.message USING btree (tenant_id, conversation_id, seq DESC);
CREATE INDEX message_uncertain ON ONLY public.message USING btree (tenant_id, id) WHERE uncertain;
alter table message enable row level security;
alter table message force row level security;
create policy tenant_isolation on message as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on message to tawsil_tenant;

create table message_client_key (
  tenant_id uuid not null,
  client_key text not null,
  message_id uuid not null,
  created_at timestamp with time zone default now() not null
);
alter table message_client_key add constraint message_client_key_pkey PRIMARY KEY (tenant_id, client_key);
alter table message_client_key enable row level security;
alter table message_client_key force row level security;
create policy tenant_isolation on message_client_key as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select on message_client_key to tawsil_tenant;

create table message_key (
  tenant_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  message_id uuid not null,
  created_at timestamp with time zone default now() not null
);
alter table message_key add constraint message_key_pkey PRIMARY KEY (tenant_id, channel_id, provider_message_id);
alter table message_key enable row level security;
alter table message_key force row level security;
create policy tenant_isolation on message_key as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select on message_key to tawsil_tenant;

create table message_status (
  tenant_id uuid not null,
  message_id uuid not null,
  status text not null,
  provider_at timestamp with time zone,
  error jsonb,
  detail jsonb,
  created_at timestamp with time zone default now() not null,
  participant text default ''::text not null
) partition by RANGE (message_id);
alter table message_status add constraint message_status_pkey PRIMARY KEY (tenant_id, message_id, status, participant);
alter table message_status enable row level security;
alter table message_status force row level security;
create policy tenant_isolation on message_status as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select on message_status to tawsil_tenant;

create table notice (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  conversation_id uuid not null,
  user_id uuid,
  due_at timestamp with time zone default now() not null,
  attempts smallint default 0 not null
);
alter table notice add constraint notice_kind_check CHECK ((kind = ANY (ARRAY['assigned'::text, 'message'::text, 'waiting'::text])));
alter table notice add constraint notice_tenant_id_conversation_id_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation(tenant_id, id) ON DELETE CASCADE;
alter table notice add constraint notice_pkey PRIMARY KEY (tenant_id, id);
alter table notice add constraint notice_tenant_id_conversation_id_kind_key UNIQUE (tenant_id, conversation_id, kind);
CREATE INDEX notice_due ON public.notice USING btree (due_at);
alter table notice enable row level security;
alter table notice force row level security;
create policy system_access on notice as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on notice as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, select, update on notice to tawsil_system;
grant delete, insert, select, update on notice to tawsil_tenant;

create table notification_choice (
  tenant_id uuid not null,
  user_id uuid not null,
  choices jsonb not null,
  updated_at timestamp with time zone default now() not null
);
alter table notification_choice add constraint notification_choice_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES membership(tenant_id, user_id) ON DELETE CASCADE;
alter table notification_choice add constraint notification_choice_pkey PRIMARY KEY (tenant_id, user_id);
alter table notification_choice enable row level security;
alter table notification_choice force row level security;
create policy tenant_isolation on notification_choice as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
CREATE TRIGGER kept_change AFTER INSERT OR DELETE OR UPDATE ON public.notification_choice FOR EACH ROW EXECUTE FUNCTION notification_choice_changed();
grant delete, insert, select, update on notification_choice to tawsil_tenant;

create table one_time_link (
  id uuid not null,
  kind text not null,
  user_id uuid not null,
  token_hash bytea not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone default now() not null
);
alter table one_time_link add constraint one_time_link_kind_check CHECK ((kind = ANY (ARRAY['reset'::text, 'verify'::text])));
alter table one_time_link add constraint one_time_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE;
alter table one_time_link add constraint one_time_link_pkey PRIMARY KEY (id);
alter table one_time_link add constraint one_time_link_token_hash_key UNIQUE (token_hash);
CREATE INDEX one_time_link_expires_at_idx ON public.one_time_link USING btree (expires_at);
CREATE INDEX one_time_link_user_id_kind_idx ON public.one_time_link USING btree (user_id, kind);
grant delete, insert, select, update on one_time_link to tawsil_system;

create table operator_visit (
  tenant_id uuid not null,
  session_id uuid not null,
  reason text not null,
  until timestamp with time zone not null,
  created_at timestamp with time zone default now() not null
);
alter table operator_visit add constraint operator_visit_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000)));
alter table operator_visit add constraint operator_visit_session_id_fkey FOREIGN KEY (session_id) REFERENCES auth_session(id) ON DELETE CASCADE;
alter table operator_visit add constraint operator_visit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table operator_visit add constraint operator_visit_pkey PRIMARY KEY (tenant_id, session_id);
CREATE INDEX operator_visit_session_id_idx ON public.operator_visit USING btree (session_id);
alter table operator_visit enable row level security;
alter table operator_visit force row level security;
create policy system_access on operator_visit as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on operator_visit as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on operator_visit to tawsil_system;

create table order_history (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  from_status text,
  to_status text not null,
  actor_kind text not null,
  actor_id uuid,
  created_at timestamp with time zone default now() not null
);
alter table order_history add constraint order_history_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES orders(tenant_id, id) ON DELETE CASCADE;
alter table order_history add constraint order_history_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX order_history_tenant_id_order_id_id_idx ON public.order_history USING btree (tenant_id, order_id, id);
alter table order_history enable row level security;
alter table order_history force row level security;
create policy tenant_isolation on order_history as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select on order_history to tawsil_tenant;

create table order_line (
  tenant_id uuid not null,
  order_id uuid not null,
  line_no smallint not null,
  item_id uuid,
  code text not null,
  name text not null,
  note text,
  quantity integer not null,
  unit_amount bigint not null,
  line_amount bigint not null
);
alter table order_line add constraint order_line_check CHECK ((line_amount = (unit_amount * quantity)));
alter table order_line add constraint order_line_quantity_check CHECK (((quantity >= 1) AND (quantity <= 1000)));
alter table order_line add constraint order_line_unit_amount_check CHECK ((unit_amount >= 0));
alter table order_line add constraint order_line_tenant_id_order_id_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES orders(tenant_id, id) ON DELETE CASCADE;
alter table order_line add constraint order_line_pkey PRIMARY KEY (tenant_id, order_id, line_no);
alter table order_line enable row level security;
alter table order_line force row level security;
create policy tenant_isolation on order_line as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select on order_line to tawsil_tenant;

create table orders (
  tenant_id uuid not null,
  id uuid not null,
  number bigint not null,
  conversation_id uuid,
  contact_id uuid,
  status text default 'confirmed'::text not null,
  fulfilment text not null,
  branch_id uuid,
  address jsonb,
  customer_name text,
  customer_phone text,
  note text,
  payment_method text default 'cash'::text not null,
  total_amount bigint not null,
  currency character(3) not null,
  source_key text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  customer_folded text,
  not_informed text
);
alter table orders add constraint orders_fulfilment_check CHECK ((fulfilment = ANY (ARRAY['delivery'::text, 'pickup'::text])));
alter table orders add constraint orders_payment_method_check CHECK ((payment_method = ANY (ARRAY['cash'::text, 'online'::text])));
alter table orders add constraint orders_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'confirmed'::text, 'preparing'::text, 'ready'::text, 'out_for_delivery'::text, 'delivered'::text, 'rated'::text, 'cancelled'::text])));
alter table orders add constraint orders_total_amount_check CHECK ((total_amount >= 0));
alter table orders add constraint orders_tenant_id_branch_id_fkey FOREIGN KEY (tenant_id, branch_id) REFERENCES branch(tenant_id, id);
alter table orders add constraint orders_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contact(tenant_id, id);
alter table orders add constraint orders_tenant_id_conversation_id_fkey FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation(tenant_id, id);
alter table orders add constraint orders_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table orders add constraint orders_pkey PRIMARY KEY (tenant_id, id);
alter table orders add constraint orders_tenant_id_number_key UNIQUE (tenant_id, number);
alter table orders add constraint orders_tenant_id_source_key_key UNIQUE (tenant_id, source_key);
CREATE INDEX orders_customer_search ON public.orders USING gin (tenant_id, customer_folded gin_trgm_ops, customer_phone gin_trgm_ops);
CREATE INDEX orders_tenant_id_branch_id_idx ON public.orders USING btree (tenant_id, branch_id) WHERE (branch_id IS NOT NULL);
CREATE INDEX orders_tenant_id_contact_id_created_at_idx ON public.orders USING btree (tenant_id, contact_id, created_at DESC);
CREATE INDEX orders_tenant_id_conversation_id_created_at_idx ON public.orders USING btree (tenant_id, conversation_id, created_at DESC);
CREATE INDEX orders_tenant_id_created_at_id_idx ON public.orders USING btree (tenant_id, created_at DESC, id DESC);
CREATE INDEX orders_tenant_id_status_created_at_id_idx ON public.orders USING btree (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX orders_unfolded ON public.orders USING btree (tenant_id, id) WHERE ((customer_name IS NOT NULL) AND (customer_folded IS NULL));
alter table orders enable row level security;
alter table orders force row level security;
create policy search_access on orders as permissive for select to tawsil_definer using (true);
create policy system_access on orders as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on orders as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant select on orders to tawsil_definer;
grant insert, select, update on orders to tawsil_tenant;
grant select (tenant_id) on orders to tawsil_system;
grant select (customer_name) on orders to tawsil_system;
grant select (customer_folded) on orders to tawsil_system;

create table parked_change (
  tenant_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  conversation_id uuid not null,
  direction text not null,
  edited jsonb,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone default now() not null
);
alter table parked_change add constraint parked_change_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text])));
alter table parked_change add constraint parked_change_pkey PRIMARY KEY (tenant_id, channel_id, provider_message_id, conversation_id, direction);
CREATE INDEX parked_change_tenant_id_created_at_idx ON public.parked_change USING btree (tenant_id, created_at);
alter table parked_change enable row level security;
alter table parked_change force row level security;
create policy tenant_isolation on parked_change as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on parked_change to tawsil_tenant;

create table parked_status (
  tenant_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  status text not null,
  provider_at timestamp with time zone,
  error jsonb,
  detail jsonb,
  created_at timestamp with time zone default now() not null,
  participant text default ''::text not null
);
alter table parked_status add constraint parked_status_pkey PRIMARY KEY (tenant_id, channel_id, provider_message_id, status, participant);
CREATE INDEX parked_status_tenant_id_created_at_idx ON public.parked_status USING btree (tenant_id, created_at);
alter table parked_status enable row level security;
alter table parked_status force row level security;
create policy tenant_isolation on parked_status as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select on parked_status to tawsil_tenant;

create table partitioned_table (
  name text not null,
  tenant_owned boolean not null,
  fillfactor smallint default 100 not null
);
alter table partitioned_table add constraint partitioned_table_pkey PRIMARY KEY (name);

create table passkey (
  id uuid not null,
  user_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  synced boolean not null,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone
);
alter table passkey add constraint passkey_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
alter table passkey add constraint passkey_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE;
alter table passkey add constraint passkey_pkey PRIMARY KEY (id);
alter table passkey add constraint passkey_credential_id_key UNIQUE (credential_id);
CREATE INDEX passkey_user_id_id_idx ON public.passkey USING btree (user_id, id DESC);
grant delete, insert, select, update on passkey to tawsil_system;

create table pending_lane (
  tenant_id uuid not null,
  source text not null,
  lane uuid not null,
  fence bigint not null,
  lease_until timestamp with time zone not null,
  open integer not null,
  holder uuid default (NULLIF(current_setting('tawsil.process'::text, true), ''::text))::uuid
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, fillfactor=50);
alter table pending_lane add constraint pending_lane_open_check CHECK ((open > 0));
alter table pending_lane add constraint pending_lane_pkey PRIMARY KEY (tenant_id, source, lane);
alter table pending_lane enable row level security;
alter table pending_lane force row level security;
create policy system_access on pending_lane as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on pending_lane as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on pending_lane to tawsil_system;
grant delete, insert, select, update on pending_lane to tawsil_tenant;

create table plan (
  name text not null,
  "position" smallint default 1000 not null,
  amount bigint,
  currency character(3) default 'USD'::bpchar not null
);
alter table plan add constraint plan_amount_check CHECK ((amount >= 0));
alter table plan add constraint plan_pkey PRIMARY KEY (name);
grant select on plan to tawsil_system;
grant select on plan to tawsil_tenant;
grant update (amount) on plan to tawsil_system;
grant update (currency) on plan to tawsil_system;

create table plan_feature (
  plan text not null,
  feature text not null
);
alter table plan_feature add constraint plan_feature_feature_check CHECK ((feature = ANY (ARRAY['api_access'::text, 'branding'::text, 'analytics'::text, 'own_database'::text])));
alter table plan_feature add constraint plan_feature_plan_fkey FOREIGN KEY (plan) REFERENCES plan(name);
alter table plan_feature add constraint plan_feature_pkey PRIMARY KEY (plan, feature);
CREATE TRIGGER kept_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.plan_feature FOR EACH STATEMENT EXECUTE FUNCTION plan_changed();
grant delete, insert, select, update on plan_feature to tawsil_system;
grant select on plan_feature to tawsil_tenant;

create table plan_limit (
  plan text not null,
  metric text not null,
  most bigint not null
);
alter table plan_limit add constraint plan_limit_most_check CHECK ((most >= 0));
alter table plan_limit add constraint plan_limit_plan_fkey FOREIGN KEY (plan) REFERENCES plan(name);
alter table plan_limit add constraint plan_limit_pkey PRIMARY KEY (plan, metric);
CREATE TRIGGER kept_change AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.plan_limit FOR EACH STATEMENT EXECUTE FUNCTION plan_changed();
grant delete, insert, select, update on plan_limit to tawsil_system;
grant select on plan_limit to tawsil_tenant;

create table plan_version (
  id uuid default gen_random_uuid() not null
);
alter table plan_version add constraint plan_version_pkey PRIMARY KEY (id);
grant delete, insert, select, update on plan_version to tawsil_system;
grant select on plan_version to tawsil_tenant;

create table process (
  id uuid not null,
  lock integer generated by default as identity not null,
  works boolean not null,
  started_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null
) with (fillfactor=50);
alter table process add constraint process_pkey PRIMARY KEY (id);
grant delete, insert, select, update on process to tawsil_system;

create table push_device (
  id uuid not null,
  user_id uuid not null,
  session_id uuid not null,
  endpoint_hash bytea not null,
  subscription bytea not null,
  device text not null,
  created_at timestamp with time zone default now() not null,
  last_sent_at timestamp with time zone
);
alter table push_device add constraint push_device_session_id_fkey FOREIGN KEY (session_id) REFERENCES auth_session(id) ON DELETE CASCADE;
alter table push_device add constraint push_device_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE;
alter table push_device add constraint push_device_pkey PRIMARY KEY (id);
alter table push_device add constraint push_device_endpoint_hash_key UNIQUE (endpoint_hash);
CREATE INDEX push_device_session_id_idx ON public.push_device USING btree (session_id);
CREATE INDEX push_device_user_id_id_idx ON public.push_device USING btree (user_id, id);
grant delete, insert, select, update on push_device to tawsil_system;

create table push_key (
  one boolean default true not null,
  public_key text not null,
  private_key bytea not null,
  created_at timestamp with time zone default now() not null
);
alter table push_key add constraint push_key_one_check CHECK (one);
alter table push_key add constraint push_key_pkey PRIMARY KEY (one);
grant insert, select on push_key to tawsil_system;
grant update (private_key) on push_key to tawsil_system;

create table push_message (
  id uuid not null,
  device_id uuid not null,
  key text not null,
  kind text not null,
  content bytea,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  last_error text,
  outcome text,
  finished_at timestamp with time zone
) with (fillfactor=70);
alter table push_message add constraint push_message_check CHECK (((outcome IS NULL) = (finished_at IS NULL)));
alter table push_message add constraint push_message_check1 CHECK (((finished_at IS NULL) OR (content IS NULL)));
alter table push_message add constraint push_message_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'refused'::text, 'expired'::text, 'given_up'::text])));
alter table push_message add constraint push_message_device_id_fkey FOREIGN KEY (device_id) REFERENCES push_device(id) ON DELETE CASCADE;
alter table push_message add constraint push_message_pkey PRIMARY KEY (id);
alter table push_message add constraint push_message_device_id_key_key UNIQUE (device_id, key);
CREATE INDEX push_message_due ON public.push_message USING btree (next_try_at) WHERE (finished_at IS NULL);
CREATE INDEX push_message_finished ON public.push_message USING btree (finished_at) WHERE (finished_at IS NOT NULL);
grant delete, insert, select, update on push_message to tawsil_system;

create table raw_event (
  id uuid not null,
  tenant_id uuid,
  channel_id uuid,
  provider text not null,
  disposition text not null,
  quarantine_reason text,
  headers jsonb not null,
  body bytea not null,
  received_at timestamp with time zone default now() not null
) partition by RANGE (id);
alter table raw_event add constraint raw_event_check CHECK (((disposition = 'quarantined'::text) OR ((tenant_id IS NOT NULL) AND (channel_id IS NOT NULL))));
alter table raw_event add constraint raw_event_disposition_check CHECK ((disposition = ANY (ARRAY['accepted'::text, 'quarantined'::text])));
alter table raw_event add constraint raw_event_pkey PRIMARY KEY (id);
CREATE INDEX raw_event_id_idx ON ONLY public.raw_event USING btree (id) WHERE (disposition = 'quarantined'::text);
CREATE INDEX raw_event_tenant_id_id_idx ON ONLY public.raw_event USING btree (tenant_id, id);
alter table raw_event enable row level security;
alter table raw_event force row level security;
create policy system_access on raw_event as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on raw_event as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select on raw_event to tawsil_system;
grant select on raw_event to tawsil_tenant;

create table raw_event_pending (
  tenant_id uuid not null,
  id uuid not null,
  lane uuid not null,
  ref text,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  last_error text,
  created_at timestamp with time zone default now() not null,
  history jsonb
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, fillfactor=70);
alter table raw_event_pending add constraint raw_event_pending_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX raw_event_pending_tenant_id_lane_id_idx ON public.raw_event_pending USING btree (tenant_id, lane, id);
alter table raw_event_pending enable row level security;
alter table raw_event_pending force row level security;
create policy system_access on raw_event_pending as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on raw_event_pending as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on raw_event_pending to tawsil_system;
grant delete, insert, select, update on raw_event_pending to tawsil_tenant;

create table recovery_code (
  user_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone
);
alter table recovery_code add constraint recovery_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE;
alter table recovery_code add constraint recovery_code_pkey PRIMARY KEY (user_id, code_hash);
grant delete, insert, select, update on recovery_code to tawsil_system;

create table refresh_token (
  id uuid not null,
  family_id uuid not null,
  session_id uuid not null,
  user_id uuid not null,
  tenant_id uuid,
  token_hash bytea not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone default now() not null
);
alter table refresh_token add constraint refresh_token_session_id_fkey FOREIGN KEY (session_id) REFERENCES auth_session(id) ON DELETE CASCADE;
alter table refresh_token add constraint refresh_token_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table refresh_token add constraint refresh_token_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE;
alter table refresh_token add constraint refresh_token_pkey PRIMARY KEY (id);
alter table refresh_token add constraint refresh_token_token_hash_key UNIQUE (token_hash);
CREATE INDEX refresh_token_expires_at_idx ON public.refresh_token USING btree (expires_at);
CREATE INDEX refresh_token_family_id_idx ON public.refresh_token USING btree (family_id);
CREATE INDEX refresh_token_session_id_idx ON public.refresh_token USING btree (session_id);
CREATE INDEX refresh_token_tenant_id_idx ON public.refresh_token USING btree (tenant_id);
CREATE INDEX refresh_token_user_id_idx ON public.refresh_token USING btree (user_id);
alter table refresh_token enable row level security;
alter table refresh_token force row level security;
create policy system_access on refresh_token as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on refresh_token as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on refresh_token to tawsil_system;
grant delete on refresh_token to tawsil_tenant;
grant select (user_id) on refresh_token to tawsil_tenant;
grant select (tenant_id) on refresh_token to tawsil_tenant;

create table role (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  permissions text[] not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone
);
alter table role add constraint role_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table role add constraint role_pkey PRIMARY KEY (tenant_id, id);
CREATE UNIQUE INDEX role_name ON public.role USING btree (tenant_id, lower(name) COLLATE "und-x-icu") WHERE (removed_at IS NULL);
alter table role enable row level security;
alter table role force row level security;
create policy system_access on role as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on role as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant select on role to tawsil_system;
grant insert, select, update on role to tawsil_tenant;

create table row_count (
  tenant_id uuid not null,
  name text not null,
  slot smallint not null,
  count bigint not null
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, fillfactor=50);
alter table row_count add constraint row_count_pkey PRIMARY KEY (tenant_id, name, slot);
alter table row_count enable row level security;
alter table row_count force row level security;
create policy tenant_isolation on row_count as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on row_count to tawsil_tenant;

create table send_attempt (
  tenant_id uuid not null,
  message_id uuid not null,
  no smallint not null,
  channel_id uuid not null,
  conversation_id uuid not null,
  state text not null,
  fence bigint,
  deadline timestamp with time zone,
  provider_message_id text,
  proof text,
  error jsonb,
  created_at timestamp with time zone default now() not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  trace text
) partition by RANGE (message_id);
alter table send_attempt add constraint send_attempt_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'accepted'::text, 'refused'::text, 'unknown'::text])));
alter table send_attempt add constraint send_attempt_pkey PRIMARY KEY (tenant_id, message_id, no);
alter table send_attempt enable row level security;
alter table send_attempt force row level security;
create policy tenant_isolation on send_attempt as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on send_attempt to tawsil_tenant;

create table send_pending (
  tenant_id uuid not null,
  id uuid not null,
  lane uuid not null,
  ref text,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  last_error text,
  created_at timestamp with time zone default now() not null,
  history jsonb,
  channel_id uuid,
  part uuid generated always as (COALESCE(channel_id, tenant_id)) stored not null
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, fillfactor=70);
alter table send_pending add constraint send_pending_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX send_pending_part_id_idx ON public.send_pending USING btree (part, id);
CREATE INDEX send_pending_tenant_id_lane_id_idx ON public.send_pending USING btree (tenant_id, lane, id);
alter table send_pending enable row level security;
alter table send_pending force row level security;
create policy system_access on send_pending as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on send_pending as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on send_pending to tawsil_system;
grant delete, insert, select, update on send_pending to tawsil_tenant;

create table sign_in_challenge (
  id uuid not null,
  kind text not null,
  user_id uuid,
  token_hash bytea not null,
  tries smallint default 0 not null,
  expires_at timestamp with time zone not null
);
alter table sign_in_challenge add constraint sign_in_challenge_kind_check CHECK ((kind = ANY (ARRAY['second_factor'::text, 'passkey_made'::text, 'passkey_shown'::text])));
alter table sign_in_challenge add constraint sign_in_challenge_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE;
alter table sign_in_challenge add constraint sign_in_challenge_pkey PRIMARY KEY (id);
alter table sign_in_challenge add constraint sign_in_challenge_token_hash_key UNIQUE (token_hash);
CREATE INDEX sign_in_challenge_expires_at_idx ON public.sign_in_challenge USING btree (expires_at);
CREATE INDEX sign_in_challenge_user_id_idx ON public.sign_in_challenge USING btree (user_id);
grant delete, insert, select, update on sign_in_challenge to tawsil_system;

create table team (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone
);
alter table team add constraint team_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table team add constraint team_pkey PRIMARY KEY (tenant_id, id);
CREATE UNIQUE INDEX team_name ON public.team USING btree (tenant_id, lower(name) COLLATE "und-x-icu") WHERE (removed_at IS NULL);
alter table team enable row level security;
alter table team force row level security;
create policy tenant_isolation on team as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on team to tawsil_tenant;

create table team_member (
  tenant_id uuid not null,
  team_id uuid not null,
  user_id uuid not null,
  created_at timestamp with time zone default now() not null
);
alter table team_member add constraint team_member_tenant_id_team_id_fkey FOREIGN KEY (tenant_id, team_id) REFERENCES team(tenant_id, id);
alter table team_member add constraint team_member_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES membership(tenant_id, user_id) ON DELETE CASCADE;
alter table team_member add constraint team_member_pkey PRIMARY KEY (tenant_id, team_id, user_id);
CREATE INDEX team_member_tenant_id_user_id_team_id_idx ON public.team_member USING btree (tenant_id, user_id, team_id);
alter table team_member enable row level security;
alter table team_member force row level security;
create policy system_access on team_member as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on team_member as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant select on team_member to tawsil_system;
grant delete, insert, select on team_member to tawsil_tenant;

create table tenant (
  id uuid not null,
  name text not null,
  business_type text not null,
  status text default 'trial'::text not null,
  placement text default 'main'::text not null,
  locale text default 'en'::text not null,
  timezone text default 'UTC'::text not null,
  currency character(3) default 'USD'::bpchar not null,
  settings jsonb default '{}'::jsonb not null,
  branding jsonb default '{}'::jsonb not null,
  plan text default 'free'::text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  suspended_at timestamp with time zone,
  suspended_reason text,
  suspended_from text,
  require_two_factor boolean default false not null
);
alter table tenant add constraint tenant_business_type_check CHECK ((business_type = ANY (ARRAY['restaurant'::text, 'pharmacy'::text, 'retail'::text, 'delivery'::text, 'support'::text])));
alter table tenant add constraint tenant_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table tenant add constraint tenant_status_check CHECK ((status = ANY (ARRAY['active'::text, 'trial'::text, 'suspended'::text])));
alter table tenant add constraint tenant_suspended_from_check CHECK ((suspended_from = ANY (ARRAY['active'::text, 'trial'::text])));
alter table tenant add constraint tenant_suspended_reason_check CHECK (((length(suspended_reason) >= 1) AND (length(suspended_reason) <= 1000)));
alter table tenant add constraint tenant_plan_fkey FOREIGN KEY (plan) REFERENCES plan(name);
alter table tenant add constraint tenant_pkey PRIMARY KEY (id);
CREATE INDEX tenant_name_search ON public.tenant USING gin (lower(name) gin_trgm_ops);
alter table tenant enable row level security;
alter table tenant force row level security;
create policy system_access on tenant as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on tenant as permissive for all to public using ((id = ( SELECT app_tenant() AS app_tenant))) with check ((id = ( SELECT app_tenant() AS app_tenant)));
CREATE TRIGGER kept_delete AFTER DELETE ON public.tenant FOR EACH ROW EXECUTE FUNCTION tenant_changed();
CREATE TRIGGER kept_update AFTER UPDATE ON public.tenant FOR EACH ROW WHEN ((((((((((old.name IS DISTINCT FROM new.name) OR (old.business_type IS DISTINCT FROM new.business_type)) OR (old.status IS DISTINCT FROM new.status)) OR (old.locale IS DISTINCT FROM new.locale)) OR (old.timezone IS DISTINCT FROM new.timezone)) OR (old.currency IS DISTINCT FROM new.currency)) OR (old.settings IS DISTINCT FROM new.settings)) OR (old.branding IS DISTINCT FROM new.branding)) OR (old.plan IS DISTINCT FROM new.plan))) EXECUTE FUNCTION tenant_changed();
grant insert, select, update on tenant to tawsil_system;
grant select, update on tenant to tawsil_tenant;

create table tenant_counter (
  tenant_id uuid not null,
  name text not null,
  value bigint default 0 not null
);
alter table tenant_counter add constraint tenant_counter_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table tenant_counter add constraint tenant_counter_pkey PRIMARY KEY (tenant_id, name);
alter table tenant_counter enable row level security;
alter table tenant_counter force row level security;
create policy tenant_isolation on tenant_counter as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on tenant_counter to tawsil_tenant;

create table tenant_feature (
  tenant_id uuid not null,
  feature text not null,
  enabled boolean not null
);
alter table tenant_feature add constraint tenant_feature_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table tenant_feature add constraint tenant_feature_pkey PRIMARY KEY (tenant_id, feature);
alter table tenant_feature enable row level security;
alter table tenant_feature force row level security;
create policy system_access on tenant_feature as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on tenant_feature as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
CREATE TRIGGER kept_change AFTER INSERT OR DELETE OR UPDATE ON public.tenant_feature FOR EACH ROW EXECUTE FUNCTION tenant_exception_changed();
grant delete, insert, select, update on tenant_feature to tawsil_system;
grant select on tenant_feature to tawsil_tenant;

create table tenant_limit (
  tenant_id uuid not null,
  metric text not null,
  most bigint
);
alter table tenant_limit add constraint tenant_limit_most_check CHECK ((most >= 0));
alter table tenant_limit add constraint tenant_limit_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table tenant_limit add constraint tenant_limit_pkey PRIMARY KEY (tenant_id, metric);
alter table tenant_limit enable row level security;
alter table tenant_limit force row level security;
create policy system_access on tenant_limit as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on tenant_limit as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
CREATE TRIGGER kept_change AFTER INSERT OR DELETE OR UPDATE ON public.tenant_limit FOR EACH ROW EXECUTE FUNCTION tenant_exception_changed();
grant delete, insert, select, update on tenant_limit to tawsil_system;
grant select on tenant_limit to tawsil_tenant;

create table tenant_version (
  tenant_id uuid not null,
  kind text not null,
  id uuid default gen_random_uuid() not null
);
alter table tenant_version add constraint tenant_version_kind_check CHECK ((kind = ANY (ARRAY['tenant'::text, 'channels'::text, 'catalogue'::text])));
alter table tenant_version add constraint tenant_version_pkey PRIMARY KEY (tenant_id, kind, id);
alter table tenant_version enable row level security;
alter table tenant_version force row level security;
create policy system_access on tenant_version as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on tenant_version as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on tenant_version to tawsil_system;
grant delete, insert, select, update on tenant_version to tawsil_tenant;

create table totp_factor (
  user_id uuid not null,
  secret bytea not null,
  confirmed_at timestamp with time zone,
  last_step bigint default 0 not null,
  created_at timestamp with time zone default now() not null
);
alter table totp_factor add constraint totp_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_user(id) ON DELETE CASCADE;
alter table totp_factor add constraint totp_factor_pkey PRIMARY KEY (user_id);
grant delete, insert, select, update on totp_factor to tawsil_system;

create table uncertain_pending (
  tenant_id uuid not null,
  id uuid not null,
  lane uuid not null,
  ref text,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  last_error text,
  created_at timestamp with time zone default now() not null,
  history jsonb
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, fillfactor=90);
alter table uncertain_pending add constraint uncertain_pending_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX uncertain_pending_tenant_id_lane_id_idx ON public.uncertain_pending USING btree (tenant_id, lane, id);
alter table uncertain_pending enable row level security;
alter table uncertain_pending force row level security;
create policy system_access on uncertain_pending as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on uncertain_pending as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on uncertain_pending to tawsil_system;
grant delete, insert, select, update on uncertain_pending to tawsil_tenant;

create table usage_daily (
  tenant_id uuid not null,
  metric text not null,
  day date not null,
  slot smallint not null,
  count bigint default 0 not null
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, fillfactor=50);
alter table usage_daily add constraint usage_daily_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant(id);
alter table usage_daily add constraint usage_daily_pkey PRIMARY KEY (tenant_id, metric, day, slot);
alter table usage_daily enable row level security;
alter table usage_daily force row level security;
create policy tenant_isolation on usage_daily as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on usage_daily to tawsil_tenant;

create table webhook_attempt (
  tenant_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  event_type text not null,
  attempt smallint not null,
  cause text not null,
  outcome text not null,
  url text not null,
  sent_at timestamp with time zone not null,
  signature text not null,
  status smallint,
  answer_headers jsonb,
  answer_body text,
  error text,
  duration_ms integer not null,
  next_try_at timestamp with time zone
) partition by RANGE (id);
alter table webhook_attempt add constraint webhook_attempt_cause_check CHECK ((cause = ANY (ARRAY['event'::text, 'replay'::text, 'test'::text])));
alter table webhook_attempt add constraint webhook_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'failed'::text, 'given_up'::text])));
alter table webhook_attempt add constraint webhook_attempt_pkey PRIMARY KEY (tenant_id, endpoint_id, id);
CREATE INDEX webhook_attempt_tenant_id_endpoint_id_event_id_idx ON ONLY public.webhook_attempt USING btree (tenant_id, endpoint_id, event_id);
alter table webhook_attempt enable row level security;
alter table webhook_attempt force row level security;
create policy system_access on webhook_attempt as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on webhook_attempt as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, select on webhook_attempt to tawsil_system;
grant insert, select on webhook_attempt to tawsil_tenant;

create table webhook_debug_request (
  tenant_id uuid not null,
  id uuid not null,
  debugger_id uuid not null,
  headers jsonb not null,
  body text not null,
  bytes integer not null,
  verdict text not null,
  created_at timestamp with time zone default now() not null
);
alter table webhook_debug_request add constraint webhook_debug_request_verdict_check CHECK ((verdict = ANY (ARRAY['valid'::text, 'invalid'::text, 'unsigned'::text, 'stale'::text, 'no_endpoint'::text])));
alter table webhook_debug_request add constraint webhook_debug_request_tenant_id_debugger_id_fkey FOREIGN KEY (tenant_id, debugger_id) REFERENCES webhook_debugger(tenant_id, id) ON DELETE CASCADE;
alter table webhook_debug_request add constraint webhook_debug_request_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX webhook_debug_request_tenant_id_debugger_id_id_idx ON public.webhook_debug_request USING btree (tenant_id, debugger_id, id);
alter table webhook_debug_request enable row level security;
alter table webhook_debug_request force row level security;
create policy tenant_isolation on webhook_debug_request as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select on webhook_debug_request to tawsil_tenant;

create table webhook_debugger (
  tenant_id uuid not null,
  id uuid not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null
);
alter table webhook_debugger add constraint webhook_debugger_pkey PRIMARY KEY (tenant_id, id);
alter table webhook_debugger enable row level security;
alter table webhook_debugger force row level security;
create policy system_access on webhook_debugger as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on webhook_debugger as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, select on webhook_debugger to tawsil_system;
grant delete, insert, select on webhook_debugger to tawsil_tenant;

create table webhook_delivery (
  tenant_id uuid not null,
  id uuid not null,
  lane uuid not null,
  ref text,
  attempts smallint default 0 not null,
  next_try_at timestamp with time zone default now() not null,
  last_error text,
  created_at timestamp with time zone default now() not null,
  history jsonb,
  part uuid not null,
  ordered boolean default false not null,
  cause text default 'event'::text not null
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=500, fillfactor=70);
alter table webhook_delivery add constraint webhook_delivery_cause_check CHECK ((cause = ANY (ARRAY['event'::text, 'replay'::text])));
alter table webhook_delivery add constraint webhook_delivery_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX webhook_delivery_order ON public.webhook_delivery USING btree (tenant_id, lane, id) WHERE ordered;
CREATE INDEX webhook_delivery_part_id_idx ON public.webhook_delivery USING btree (part, id);
alter table webhook_delivery enable row level security;
alter table webhook_delivery force row level security;
create policy system_access on webhook_delivery as permissive for all to tawsil_system using (true) with check (true);
create policy tenant_isolation on webhook_delivery as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant delete, insert, select, update on webhook_delivery to tawsil_system;
grant delete, insert, select, update on webhook_delivery to tawsil_tenant;

create table webhook_endpoint (
  tenant_id uuid not null,
  id uuid not null,
  url text not null,
  description text default ''::text not null,
  types text[] not null,
  ordered boolean default false not null,
  state text default 'enabled'::text not null,
  disabled_reason text,
  disabled_at timestamp with time zone,
  secret bytea not null,
  old_secret bytea,
  old_secret_until timestamp with time zone,
  since_txid xid8 default pg_current_xact_id() not null,
  failures integer default 0 not null,
  failing_since timestamp with time zone,
  backoff_until timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);
alter table webhook_endpoint add constraint webhook_endpoint_description_check CHECK ((length(description) <= 500));
alter table webhook_endpoint add constraint webhook_endpoint_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['person'::text, 'gone'::text, 'failing'::text])));
alter table webhook_endpoint add constraint webhook_endpoint_state_check CHECK ((state = ANY (ARRAY['enabled'::text, 'disabled'::text, 'deleted'::text])));
alter table webhook_endpoint add constraint webhook_endpoint_types_check CHECK (((cardinality(types) >= 1) AND (cardinality(types) <= 50)));
alter table webhook_endpoint add constraint webhook_endpoint_url_check CHECK (((length(url) >= 1) AND (length(url) <= 2000)));
alter table webhook_endpoint add constraint webhook_endpoint_pkey PRIMARY KEY (tenant_id, id);
CREATE INDEX webhook_endpoint_tenant_id_id_idx ON public.webhook_endpoint USING btree (tenant_id, id) WHERE (failures > 0);
alter table webhook_endpoint enable row level security;
alter table webhook_endpoint force row level security;
create policy system_access on webhook_endpoint as permissive for select to tawsil_system using (true);
create policy tenant_isolation on webhook_endpoint as permissive for all to public using ((tenant_id = ( SELECT app_tenant() AS app_tenant))) with check ((tenant_id = ( SELECT app_tenant() AS app_tenant)));
grant insert, select, update on webhook_endpoint to tawsil_tenant;
grant select (tenant_id) on webhook_endpoint to tawsil_system;
grant select (id) on webhook_endpoint to tawsil_system;
grant select (types) on webhook_endpoint to tawsil_system;
grant select (ordered) on webhook_endpoint to tawsil_system;
grant select (state) on webhook_endpoint to tawsil_system;
grant select (since_txid) on webhook_endpoint to tawsil_system;
grant select (failures) on webhook_endpoint to tawsil_system;
grant select (backoff_until) on webhook_endpoint to tawsil_system;

-- Functions and procedures

CREATE OR REPLACE FUNCTION public.analyze_grown()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;
grant execute on routine analyze_grown() to tawsil_system;

CREATE OR REPLACE FUNCTION public.app_tenant()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.tenant_id', true), '')::uuid $function$;
grant execute on routine app_tenant() to public;

CREATE OR REPLACE FUNCTION public.catalogue_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform renew_tenant_version(tenant_id, 'catalogue') from (select distinct tenant_id from changed) c;
  return null;
end $function$;
grant execute on routine catalogue_changed() to public;

CREATE OR REPLACE FUNCTION public.channel_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform renew_tenant_version(old.tenant_id, 'channels');
  return null;
end $function$;
grant execute on routine channel_changed() to public;

CREATE OR REPLACE FUNCTION public.count_rows()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;
grant execute on routine count_rows() to public;

CREATE OR REPLACE PROCEDURE public.count_rows_of(IN target regclass, IN metric text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('create trigger count_added after insert on %s referencing new table as changed
    for each statement execute function count_rows(%L)', target, metric);
  execute format('create trigger count_removed after delete on %s referencing old table as changed
    for each statement execute function count_rows(%L)', target, metric);
  execute format('insert into row_count select tenant_id, %L, 0, count(*) from %s group by tenant_id', metric, target);
end $procedure$;
grant execute on routine count_rows_of(regclass,text) to public;

CREATE OR REPLACE FUNCTION public.ensure_partitions(months_ahead integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$;
grant execute on routine ensure_partitions(integer) to tawsil_system;

CREATE OR REPLACE FUNCTION public.event_lane(subscriber text, aggregate_id uuid)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (md5(((subscriber || ':'::text) || aggregate_id)))::uuid;
grant execute on routine event_lane(text,uuid) to public;

CREATE OR REPLACE PROCEDURE public.make_partition(IN parent text, IN month date)
 LANGUAGE plpgsql
AS $procedure$
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
end $procedure$;
grant execute on routine make_partition(text,date) to public;

CREATE OR REPLACE PROCEDURE public.make_partitioned(IN parent text, IN tenant_owned boolean)
 LANGUAGE plpgsql
AS $procedure$
begin
  insert into partitioned_table values (parent, tenant_owned);
  execute format('create table %I partition of %I default', parent || '_default', parent);
  if tenant_owned then call make_tenant_table((parent || '_default')::regclass); end if;
end $procedure$;
grant execute on routine make_partitioned(text,boolean) to public;

CREATE OR REPLACE PROCEDURE public.make_pending_table(IN target text)
 LANGUAGE plpgsql
AS $procedure$
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
end $procedure$;
grant execute on routine make_pending_table(text) to public;

CREATE OR REPLACE PROCEDURE public.make_tenant_table(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant_isolation on %s for all to public
    using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()))', target);
end $procedure$;
grant execute on routine make_tenant_table(regclass) to public;

CREATE OR REPLACE FUNCTION public.notification_choice_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform renew_tenant_version(coalesce(new.tenant_id, old.tenant_id), 'tenant');
  return null;
end $function$;
grant execute on routine notification_choice_changed() to public;

CREATE OR REPLACE PROCEDURE public.open_to_system(IN target regclass, IN rights text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('create policy system_access on %s for all to tawsil_system using (true) with check (true)', target);
  execute format('grant %s on %s to tawsil_system', rights, target);
end $procedure$;
grant execute on routine open_to_system(regclass,text) to public;

CREATE OR REPLACE FUNCTION public.plan_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from plan_version where id in (select id from plan_version for update skip locked);
  insert into plan_version default values;
  return null;
end $function$;
grant execute on routine plan_changed() to public;

CREATE OR REPLACE FUNCTION public.renew_tenant_version(changed uuid, changed_kind text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;
grant execute on routine renew_tenant_version(uuid,text) to public;

CREATE OR REPLACE FUNCTION public.search_contacts(words text, handle text, beyond uuid, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
begin
  return query
    select found.id from (
      (select c.id from contact c
       where c.tenant_id = (select app_tenant()) and c.name_folded like words and c.merged_into is null
         and (beyond is null or c.id < beyond)
       order by c.id desc limit most)
      union
      (select i.contact_id from contact_identity i
       where i.tenant_id = (select app_tenant()) and i.kind in ('phone', 'username') and i.value ilike handle
         and (beyond is null or i.contact_id < beyond)
       order by i.contact_id desc limit most)
    ) found
    order by found.id desc limit most;
end $function$;
alter routine search_contacts(text,text,uuid,integer) owner to tawsil_definer;
grant execute on routine search_contacts(text,text,uuid,integer) to tawsil_tenant;

CREATE OR REPLACE FUNCTION public.search_orders(words text, handle text, most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select id from orders
  where tenant_id = (select app_tenant()) and (customer_folded like words or customer_phone like handle)
  order by created_at desc, id desc limit most
$function$;
alter routine search_orders(text,text,integer) owner to tawsil_definer;
grant execute on routine search_orders(text,text,integer) to tawsil_tenant;

CREATE OR REPLACE FUNCTION public.status_rank(status text)
 RETURNS smallint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case status
    when 'queued' then 0 when 'sending' then 1 when 'unknown' then 2 when 'sent' then 3
    when 'failed' then 4 when 'delivered' then 5 when 'read' then 6 end::smallint
$function$;
grant execute on routine status_rank(text) to public;

CREATE OR REPLACE FUNCTION public.tenant_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform renew_tenant_version(old.id, 'tenant');
  return null;
end $function$;
grant execute on routine tenant_changed() to public;

CREATE OR REPLACE FUNCTION public.tenant_exception_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform renew_tenant_version(coalesce(new.tenant_id, old.tenant_id), 'tenant');
  return null;
end $function$;
grant execute on routine tenant_exception_changed() to public;

CREATE OR REPLACE FUNCTION public.uuid_at(moment timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$function$;
grant execute on routine uuid_at(timestamp with time zone) to public;
