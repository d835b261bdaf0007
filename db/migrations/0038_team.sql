-- People join a business by an invitation, and leave it.

-- Who left keeps the row: conversations, messages and the log go on naming them. Nothing else may see it.
alter table membership add column removed_at timestamptz;
-- the count of people, and the last administrator
create index membership_here on membership (tenant_id, role, user_id) where removed_at is null;

-- Who left must not come back with an old refresh token when they are invited again.
grant select (tenant_id, user_id), delete on refresh_token to tawsil_tenant;

create table invitation (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  email text not null,
  name text,
  role text not null check (role in ('tenant_admin', 'agent', 'billing_admin', 'viewer')),
  locale text not null,
  -- of the token in the link; it opens the invitation before its tenant is known
  token_hash bytea not null unique,
  -- the link was sent to the address and shown to nobody: whoever has it reads that mailbox
  by_mail boolean not null,
  invited_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, invited_by) references membership (tenant_id, user_id)
);
create unique index invitation_open on invitation (tenant_id, email) where accepted_at is null and revoked_at is null;
create index invitation_listed on invitation (tenant_id, id desc) where accepted_at is null and revoked_at is null;
create index on invitation (tenant_id, invited_by);
create index on invitation (expires_at);
call make_tenant_table('invitation');
grant select, insert, update on invitation to tawsil_tenant;
-- a link arrives before its tenant is known; the sweep removes the old ones of all tenants
call open_to_system('invitation', 'select, update, delete');
