-- Each webhook that is sent is a row that is written and deleted, and a row that stays: every index of these tables is paid for by
-- each. An event is written once for each endpoint because the cursor of its reader moves in the same transaction; a replay looks.
drop index webhook_delivery_tenant_id_part_ref_idx;
drop index webhook_delivery_tenant_id_lane_id_idx;
-- what waits behind an older one, where order is asked for
create index webhook_delivery_order on webhook_delivery (tenant_id, lane, id) where ordered;

-- The list of an endpoint's calls is the key.
alter table webhook_attempt drop constraint webhook_attempt_pkey, add primary key (tenant_id, endpoint_id, id);
drop index webhook_attempt_tenant_id_endpoint_id_id_idx;
