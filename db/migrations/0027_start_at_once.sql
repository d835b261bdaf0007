-- Whoever queues a message may commit its first attempt as 'sending', together with the lease of its conversation's lane.
grant insert on pending_lane to tawsil_tenant;
grant usage on sequence pending_fence to tawsil_tenant;
