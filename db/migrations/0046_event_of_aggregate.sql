-- Every event pays for every index. event_of_aggregate, in the order of the log, serves what this one did, and the notices of a channel
-- are found by their type.
drop index event_tenant_id_aggregate_id_id_idx;
