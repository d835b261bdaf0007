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
call make_tenant_table('catalog_item');
grant select, insert, update, delete on catalog_item to tawsil_tenant;

create table branch (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null,
  translations jsonb not null default '{}',
  address text not null default '',
  phone text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
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
  -- what placed it, so that the same checkout handled twice makes one order
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
call make_tenant_table('orders');
grant select, insert, update on orders to tawsil_tenant;

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
