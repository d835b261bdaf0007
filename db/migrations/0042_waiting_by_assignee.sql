-- "Who waits for me, the longest first" is one index range, too.
create index conversation_waiting_by_assignee on conversation (tenant_id, assignee_id, waiting_since, id)
  where waiting_since is not null and assignee_id is not null;
