-- What a business sells and where, the orders of its customers, and where each conversation stands with the bot.

create table catalog_category (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null,
  -- {"ar": {"name": …}, "fr": {…}}
  translations jsonb not null default '{}',
  position integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index on catalog_category (tenant_id, position, id);
call make_tenant_table('catalog_category');
grant select, insert, update, delete on catalog_category to tawsil_tenant;

create table catalog_item (
  tenant_id uuid not null,
  id uuid not null,
  category_id uuid,
  code text not null,
  name text not null,
  description text not null default '',
  translations jsonb not null default '{}',
  price_amount bigint not null check (price_amount >= 0),
  price_currency char(3) not null,
  available boolean not null default true,
  image_url text,
  position integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, category_id) references catalog_category (tenant_id, id)
);
create index on catalog_item (tenant_id, category_id, position, id);
create index on catalog_item (tenant_id, position, id);
call make_tenant_table('catalog_item');
grant select, insert, update, delete on catalog_item to tawsil_tenant;

-- A branch that has orders cannot be deleted; it can be closed (not available).
create table branch (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null,
  translations jsonb not null default '{}',
  address text not null default '',
  phone text,
  available boolean not null default true,
  position integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index on branch (tenant_id, position, id);
call make_tenant_table('branch');
grant select, insert, update, delete on branch to tawsil_tenant;

create table orders (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  number bigint not null,
  conversation_id uuid,
  contact_id uuid,
  status text not null default 'confirmed'
    check (status in ('draft', 'confirmed', 'preparing', 'ready', 'out_for_delivery', 'delivered', 'rated', 'cancelled')),
  fulfilment text not null check (fulfilment in ('delivery', 'pickup')),
  branch_id uuid,
  address jsonb,
  customer_name text,
  customer_phone text,
  note text,
  payment_method text not null default 'cash' check (payment_method in ('cash', 'online')),
  total_amount bigint not null check (total_amount >= 0),
  currency char(3) not null,
  -- which checkout placed it: when the same checkout is handled twice, it makes one order
  source_key text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, source_key),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id),
  foreign key (tenant_id, contact_id) references contact (tenant_id, id),
  foreign key (tenant_id, branch_id) references branch (tenant_id, id)
);
create index on orders (tenant_id, created_at desc, id desc);
create index on orders (tenant_id, status, created_at desc, id desc);
create index on orders (tenant_id, conversation_id, created_at desc);
create index on orders (tenant_id, contact_id, created_at desc);
create index on orders (tenant_id, branch_id) where branch_id is not null;
create index orders_customer_trgm on orders using gin (customer_name gin_trgm_ops, customer_phone gin_trgm_ops);
call make_tenant_table('orders');
grant select, insert, update on orders to tawsil_tenant;

-- Finding an order by its customer. ILIKE is not leakproof, so under row-level security it would read all orders of the
-- tenant. The function's owner passes the policy, takes the tenant from the transaction and puts it first.
grant select on orders to tawsil_definer;
create policy search_access on orders for select to tawsil_definer using (true);

-- Ids of the newest orders whose customer's name or phone matches the pattern, at most `most` of them.
create function search_orders(pattern text, most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select id from orders
  where tenant_id = (select app_tenant()) and (customer_name ilike pattern or customer_phone ilike pattern)
  order by created_at desc, id desc limit most
$$;
revoke all on function search_orders(text, integer) from public;
grant execute on function search_orders(text, integer) to tawsil_tenant;
-- An owner that is no superuser may give a function only to a role that could have made it there.
grant create on schema public to tawsil_definer;
alter function search_orders(text, integer) owner to tawsil_definer;
revoke create on schema public from tawsil_definer;

-- Name and price as they were when ordered: the price is locked.
create table order_line (
  tenant_id uuid not null,
  order_id uuid not null,
  line_no smallint not null,
  item_id uuid,
  code text not null,
  name text not null,
  note text,
  quantity integer not null check (quantity between 1 and 1000),
  unit_amount bigint not null check (unit_amount >= 0),
  line_amount bigint not null check (line_amount = unit_amount * quantity),
  primary key (tenant_id, order_id, line_no),
  foreign key (tenant_id, order_id) references orders (tenant_id, id) on delete cascade
);
call make_tenant_table('order_line');
grant select, insert on order_line to tawsil_tenant;

create table order_history (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  from_status text,
  to_status text not null,
  actor_kind text not null,
  actor_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id) on delete cascade
);
create index on order_history (tenant_id, order_id, id);
call make_tenant_table('order_history');
grant select, insert on order_history to tawsil_tenant;

-- Where a conversation stands with the bot. Cart and step live here, never in memory.
create table bot_session (
  tenant_id uuid not null,
  conversation_id uuid not null,
  step text not null,
  state jsonb not null default '{}',
  updated_at timestamptz not null default now(),
  primary key (tenant_id, conversation_id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id) on delete cascade
);
call make_tenant_table('bot_session');
grant select, insert, update, delete on bot_session to tawsil_tenant;
