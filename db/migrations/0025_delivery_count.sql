-- Deliveries an hour are bounded for a business, not for one process of ours: processes add here what they have counted, some
-- hundreds at a time. One row for each business; an hour that is over is overwritten by the next.
create table delivery_count (
  tenant_id uuid primary key,
  hour timestamptz not null,
  count bigint not null
) with (fillfactor = 50);
call make_tenant_table('delivery_count');
grant select, insert, update on delivery_count to tawsil_tenant;
