-- A branch that has orders cannot be deleted; it can be closed.
alter table branch
  add column available boolean not null default true,
  add column position integer not null default 0,
  add column updated_at timestamptz not null default now();
create index on branch (tenant_id, position, id);
create index on catalog_item (tenant_id, position, id);
create index on orders (tenant_id, branch_id) where branch_id is not null;

-- Finding an order by its customer. ILIKE is not leakproof, so under row-level security it would read all orders of the
-- tenant; the function's owner passes the policy, takes the tenant from the transaction and puts it first.
create index orders_customer_trgm on orders using gin (customer_name gin_trgm_ops, customer_phone gin_trgm_ops);
grant select on orders to tawsil_definer;
create policy search_access on orders for select to tawsil_definer using (true);

-- Ids of the newest orders whose customer's name or phone matches; `most` at most.
create function search_orders(pattern text, most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select id from orders
  where tenant_id = (select app_tenant()) and (customer_name ilike pattern or customer_phone ilike pattern)
  order by created_at desc, id desc limit most
$$;
revoke all on function search_orders(text, integer) from public;
grant execute on function search_orders(text, integer) to tawsil_tenant;
-- An owner that is no superuser may hand a function only to a role that could have made it there.
grant create on schema public to tawsil_definer;
alter function search_orders(text, integer) owner to tawsil_definer;
revoke create on schema public from tawsil_definer;
