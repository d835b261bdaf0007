-- Addresses of our own, for an hour, that show what arrives: for who writes a receiver.
create table webhook_debugger (
  tenant_id uuid not null,
  id uuid not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
call make_tenant_table('webhook_debugger');
grant select, insert, delete on webhook_debugger to tawsil_tenant;
-- the server removes those of all businesses that are over
call open_to_system('webhook_debugger', 'select, delete');

create table webhook_debug_request (
  tenant_id uuid not null,
  id uuid not null,
  debugger_id uuid not null,
  headers jsonb not null,
  body text not null,
  -- of the body as it came; what is kept of it may be less
  bytes integer not null,
  verdict text not null check (verdict in ('valid', 'invalid', 'unsigned', 'stale', 'no_endpoint')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, debugger_id) references webhook_debugger (tenant_id, id) on delete cascade
);
create index on webhook_debug_request (tenant_id, debugger_id, id);
call make_tenant_table('webhook_debug_request');
grant select, insert, delete on webhook_debug_request to tawsil_tenant;
