-- What searches look in: names as the program folds them (server/platform/text/fold.ts), so that Zoe finds Zoë. The fold exists
-- once, in the program; the database only stores it. A row that has a name and no fold yet is folded by a job.
alter table contact add column name_folded text;
drop index contact_name_search;
create index contact_name_search on contact using gin (tenant_id, name_folded gin_trgm_ops);
create index contact_unfolded on contact (tenant_id, id) where name is not null and name_folded is null;
call open_to_system('contact', 'select');

alter table conversation add column group_name_folded text;
create index conversation_unfolded on conversation (tenant_id, id) where group_name is not null and group_name_folded is null;

alter table orders add column customer_folded text;
drop index orders_customer_trgm;
create index orders_customer_search on orders using gin (tenant_id, customer_folded gin_trgm_ops, customer_phone gin_trgm_ops);
create index orders_unfolded on orders (tenant_id, id) where customer_name is not null and customer_folded is null;
call open_to_system('orders', 'select');

-- Ids of contacts whose folded name matches `words`, or whose number or user name matches `handle`. Both are patterns; a null
-- matches nothing. Newest first, at most `most` of them, after the contact `beyond` when it is given.
create or replace function search_contacts(words text, handle text, beyond uuid, most integer) returns setof uuid
language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
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
end $$;

-- Ids of the newest orders whose customer's folded name matches `words`, or whose number matches `handle`, at most `most`.
drop function search_orders(text, integer);
create function search_orders(words text, handle text, most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select id from orders
  where tenant_id = (select app_tenant()) and (customer_folded like words or customer_phone like handle)
  order by created_at desc, id desc limit most
$$;
revoke all on function search_orders(text, text, integer) from public;
grant execute on function search_orders(text, text, integer) to tawsil_tenant;
-- An owner that is no superuser may give a function only to a role that could have made it there.
grant create on schema public to tawsil_definer;
alter function search_orders(text, text, integer) owner to tawsil_definer;
revoke create on schema public from tawsil_definer;
