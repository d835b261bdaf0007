-- Finding people. Under row-level security a condition that is not leakproof (ILIKE) never becomes an index condition:
-- PostgreSQL would read the whole tenant. The function's owner passes the policy, takes the tenant from the transaction and
-- puts it first. An index of names alone would read every tenant's Fatima.
create extension if not exists btree_gin;
drop index contact_name_trgm;
-- ids are in the order of time: the list follows the primary key
drop index contact_tenant_id_created_at_id_idx;
create index contact_name_search on contact using gin (tenant_id, name gin_trgm_ops);
create index contact_identity_search on contact_identity using gin (tenant_id, value gin_trgm_ops)
  where kind in ('phone', 'username');

grant select on contact, contact_identity to tawsil_definer;
create policy search_access on contact for select to tawsil_definer using (true);
create policy search_access on contact_identity for select to tawsil_definer using (true);

-- Ids of contacts whose name holds `words` or whose number or user name holds `handle`, newest first, `most` at most,
-- after the contact `beyond` when it is given. Both are patterns for ILIKE; a null matches nothing.
create function search_contacts(words text, handle text, beyond uuid, most integer) returns setof uuid
language plpgsql stable security definer
-- the patterns decide which index is good, so a plan made for any pattern is never taken
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select found.id from (
      (select c.id from contact c
       where c.tenant_id = (select app_tenant()) and c.name ilike words and (beyond is null or c.id < beyond)
       order by c.id desc limit most)
      union
      (select i.contact_id from contact_identity i
       where i.tenant_id = (select app_tenant()) and i.kind in ('phone', 'username') and i.value ilike handle
         and (beyond is null or i.contact_id < beyond)
       order by i.contact_id desc limit most)
    ) found
    order by found.id desc limit most;
end $$;
revoke all on function search_contacts(text, text, uuid, integer) from public;
grant execute on function search_contacts(text, text, uuid, integer) to tawsil_tenant;
-- an owner that is no superuser may hand a function only to a role that could have made it there
grant create on schema public to tawsil_definer;
alter function search_contacts(text, text, uuid, integer) owner to tawsil_definer;
revoke create on schema public from tawsil_definer;

-- How far a message is. A status moves it only up; `failed` stands below `delivered`, so that whatever order statuses come
-- in, the end is the same, and a message that was delivered never looks failed.
create function status_rank(status text) returns smallint language sql immutable parallel safe as $$
  select case status
    when 'queued' then 0 when 'sending' then 1 when 'unknown' then 2 when 'sent' then 3
    when 'failed' then 4 when 'delivered' then 5 when 'read' then 6 end::smallint
$$;

-- A person's second try of a message that failed or whose outcome nobody knows.
alter table message add column retry_of uuid;

-- Each filter of the list with each of its sorts is one index range.
drop index conversation_tenant_id_status_waiting_since_id_idx;
create index conversation_by_assignee on conversation (tenant_id, assignee_id, last_message_at desc, id desc)
  where assignee_id is not null;
create index conversation_by_channel on conversation (tenant_id, channel_id, last_message_at desc, id desc);
create index conversation_unread on conversation (tenant_id, last_message_at desc, id desc) where unread_count > 0;
create index conversation_waiting on conversation (tenant_id, waiting_since, id) where waiting_since is not null;
