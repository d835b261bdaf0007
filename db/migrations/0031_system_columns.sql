-- The system role looks at these tables only to find tenants whose rows have work to do: names without their fold, snoozes that
-- end. It may read the columns of those searches, and nothing else of customers, conversations and orders.
revoke select on contact, conversation, orders from tawsil_system;
-- `name`, `group_name` and `customer_name`: only rows that have a name need its fold
grant select (tenant_id, name, name_folded) on contact to tawsil_system;
grant select (tenant_id, id, snoozed_until, group_name, group_name_folded) on conversation to tawsil_system;
grant select (tenant_id, customer_name, customer_folded) on orders to tawsil_system;
