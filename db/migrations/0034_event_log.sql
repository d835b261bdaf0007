-- The lists of the event log that people and programs ask for.

-- Events of some types, in the order in which they happened.
create index event_by_type on event (tenant_id, type, id);
-- Who did what: what people and keys did, and what happened to people's accounts. Customers' messages, which are most of the log,
-- are not in it, so that it stays small and costs the way of a message nothing.
create index event_audit on event (tenant_id, id) where actor_kind in ('user', 'api') or aggregate_kind = 'user';
create index event_audit_of_actor on event (tenant_id, actor_id, id) where actor_kind in ('user', 'api');
-- What happened to one thing, in the order of the log, to be read on from a cursor.
create index event_of_aggregate on event (tenant_id, aggregate_id, txid, position);

-- Events are kept for as many days as the plan says; without a row for ever. The server deletes the old ones, a few at a time.
grant delete on event to tawsil_system;
insert into plan_limit values ('free', 'event_days', 90), ('basic', 'event_days', 365), ('premium', 'event_days', 1095);
