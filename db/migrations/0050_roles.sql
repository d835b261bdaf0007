-- Roles that a business makes itself, of permissions.
create table role (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null,
  -- As the program names them; one that it does not know gives nothing.
  permissions text[] not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- The row stays: who has left had it.
  removed_at timestamptz,
  primary key (tenant_id, id)
);
call make_tenant_table('role');
create unique index role_name on role (tenant_id, (lower(name) collate "und-x-icu")) where removed_at is null;
grant select, insert, update on role to tawsil_tenant;
-- A token says whose it is, and an invitation whom it is for, before a tenant is set.
call open_to_system('role', 'select');

-- 'own': one of those.
alter table membership drop constraint membership_role_check, add column role_id uuid,
  add constraint membership_role_check check (role in ('tenant_admin', 'agent', 'billing_admin', 'viewer', 'own')),
  add constraint membership_own_role check ((role = 'own') = (role_id is not null)),
  add foreign key (tenant_id, role_id) references role (tenant_id, id);
create index on membership (tenant_id, role_id) where role_id is not null;
alter table invitation drop constraint invitation_role_check, add column role_id uuid,
  add constraint invitation_role_check check (role in ('tenant_admin', 'agent', 'billing_admin', 'viewer', 'own')),
  add constraint invitation_own_role check ((role = 'own') = (role_id is not null)),
  add foreign key (tenant_id, role_id) references role (tenant_id, id);
create index on invitation (tenant_id, role_id) where role_id is not null;
