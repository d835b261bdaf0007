-- What waits for a person is counted in the conversation, for all; who has read it is kept for each person.
alter table conversation
  -- when a bot gave it to people; null once somebody answered
  add column handed_over_at timestamptz,
  -- the customer's messages so far; grows only, so that readers can say how many of them they have seen
  add column heard_count bigint not null default 0,
  -- people who want to see it as unread until they come back to it; an answer ends that for all
  add column marked_unread_by uuid[] not null default '{}';

-- One row for each person and each conversation they have opened. Goes with either.
create table conversation_reader (
  tenant_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  -- heard_count of the conversation when they looked
  read_count bigint not null,
  read_at timestamptz not null default now(),
  primary key (tenant_id, conversation_id, user_id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references membership (tenant_id, user_id) on delete cascade
) with (fillfactor = 80);
-- for a member who leaves
create index on conversation_reader (tenant_id, user_id);
call make_tenant_table('conversation_reader');
grant select, insert, update, delete on conversation_reader to tawsil_tenant;

drop index conversation_unread;
create index conversation_unread on conversation
  (tenant_id, last_message_at desc, id desc, (case when snoozed_until is null then '-infinity' else snoozed_until end))
  where unread_count > 0 or marked_unread_by <> '{}';
-- Few rows each: only who waits, by the time that is left to answer, and what a bot handed over. `case` and not `coalesce`, as in
-- the other lists: the condition that a deadline is not over must be one of the index.
create index conversation_by_deadline on conversation
  (tenant_id, (case when window_expires_at is null then waiting_since else window_expires_at end), id,
    (case when snoozed_until is null then '-infinity' else snoozed_until end))
  where waiting_since is not null;
create index conversation_by_deadline_of_assignee on conversation
  (tenant_id, assignee_id, (case when window_expires_at is null then waiting_since else window_expires_at end), id,
    (case when snoozed_until is null then '-infinity' else snoozed_until end))
  where waiting_since is not null and assignee_id is not null;
create index conversation_handed_over on conversation
  (tenant_id, handed_over_at, id, (case when snoozed_until is null then '-infinity' else snoozed_until end))
  where handed_over_at is not null;
