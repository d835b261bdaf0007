-- Plans are the operator's data: prices, limits and features, and what single businesses have instead.

alter table plan
  -- from the smallest to the largest
  add column position smallint not null default 1000,
  -- a month, in minor units; null: agreed with each business
  add column amount bigint check (amount >= 0),
  add column currency char(3) not null default 'USD';
update plan set position = 1, amount = 0 where name = 'free';
update plan set position = 2, amount = 2900 where name = 'basic';
update plan set position = 3, amount = 9900 where name = 'premium';
update plan set position = 4 where name = 'enterprise';

create table plan_feature (
  plan text not null references plan (name),
  feature text not null check (feature in ('api_access', 'branding', 'analytics', 'own_database')),
  primary key (plan, feature)
);
insert into plan_feature values ('basic', 'analytics'), ('premium', 'analytics'), ('premium', 'branding'), ('premium', 'api_access'),
  ('enterprise', 'analytics'), ('enterprise', 'branding'), ('enterprise', 'api_access'), ('enterprise', 'own_database');
grant select on plan_feature to tawsil_tenant, tawsil_system;
-- operators edit plans
grant insert, update, delete on plan_limit, plan_feature to tawsil_system;
grant update (amount, currency) on plan to tawsil_system;
grant select, update, delete, insert on plan_version to tawsil_system;

-- What one business has instead of what its plan says.
create table tenant_limit (
  tenant_id uuid not null references tenant (id),
  metric text not null,
  -- null: no limit
  most bigint check (most >= 0),
  primary key (tenant_id, metric)
);
call make_tenant_table('tenant_limit');
grant select on tenant_limit to tawsil_tenant;
-- operators set them
call open_to_system('tenant_limit', 'select, insert, update, delete');

create table tenant_feature (
  tenant_id uuid not null references tenant (id),
  feature text not null,
  enabled boolean not null,
  primary key (tenant_id, feature)
);
call make_tenant_table('tenant_feature');
grant select on tenant_feature to tawsil_tenant;
-- operators set them, and a key must know whether its business may use the API before it enters it
call open_to_system('tenant_feature', 'select, insert, update, delete');

-- They are kept with the tenant.
create function tenant_exception_changed() returns trigger language plpgsql as $$
begin
  perform renew_tenant_version(coalesce(new.tenant_id, old.tenant_id), 'tenant');
  return null;
end $$;
create trigger kept_change after insert or update or delete on tenant_limit
  for each row execute function tenant_exception_changed();
create trigger kept_change after insert or update or delete on tenant_feature
  for each row execute function tenant_exception_changed();
create trigger kept_change after insert or update or delete or truncate on plan_feature
  for each statement execute function plan_changed();

comment on column plan_limit.most is
  'messages: in a calendar month of the tenant''s time zone; deliveries: in an hour; *_requests: in a minute; all others: in all';

-- Numbers, not phones of the simulator, which have a limit of their own.
update plan_limit set most = 1 where metric = 'channels' and plan in ('free', 'basic');
insert into plan_limit values
  ('free', 'simulator_channels', 100), ('basic', 'simulator_channels', 100), ('premium', 'simulator_channels', 300),
  ('free', 'members', 3), ('basic', 'members', 10), ('premium', 'members', 100),
  -- of each API key, and of a business with all its people and keys together
  ('free', 'api_requests', 60), ('basic', 'api_requests', 300), ('premium', 'api_requests', 1200), ('enterprise', 'api_requests', 6000),
  ('free', 'business_requests', 6000), ('basic', 'business_requests', 12000), ('premium', 'business_requests', 30000),
  ('enterprise', 'business_requests', 60000);
update plan_limit set most = 20 where plan = 'free' and metric = 'catalog_items';
delete from plan_limit where plan in ('basic', 'premium') and metric = 'catalog_items';
