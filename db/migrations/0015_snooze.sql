-- Lists of what is to be done leave out what is snoozed. The moment stands at the end of their indexes, so that leaving a row out
-- costs no look at the row itself. `case` makes one condition of "never, or not any more"; `coalesce` would, too, but is not held
-- leakproof, and under row-level security only what is leakproof becomes an index condition.
drop index conversation_tenant_id_status_last_message_at_id_idx;
drop index conversation_tenant_id_assignee_id_status_last_message_at_i_idx;
drop index conversation_unread;
drop index conversation_waiting;
drop index conversation_waiting_by_assignee;
create index conversation_by_status on conversation
  (tenant_id, status, last_message_at desc, id desc, (case when snoozed_until is null then '-infinity' else snoozed_until end));
create index conversation_by_assignee_and_status on conversation
  (tenant_id, assignee_id, status, last_message_at desc, id desc, (case when snoozed_until is null then '-infinity' else snoozed_until end))
  where assignee_id is not null;
create index conversation_unread on conversation
  (tenant_id, last_message_at desc, id desc, (case when snoozed_until is null then '-infinity' else snoozed_until end)) where unread_count > 0;
create index conversation_waiting on conversation (tenant_id, waiting_since, id, (case when snoozed_until is null then '-infinity' else snoozed_until end))
  where waiting_since is not null;
create index conversation_waiting_by_assignee on conversation
  (tenant_id, assignee_id, waiting_since, id, (case when snoozed_until is null then '-infinity' else snoozed_until end))
  where waiting_since is not null and assignee_id is not null;

-- Whose time has come, over all tenants: few rows at any moment.
create index conversation_snoozed on conversation (snoozed_until) where snoozed_until is not null;
call open_to_system('conversation', 'select');
