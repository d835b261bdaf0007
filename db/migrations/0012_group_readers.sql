-- In a group a status is of one member: each has their own. '' where nobody is named.
alter table message_status add column participant text not null default '';
alter table message_status drop constraint message_status_pkey;
alter table message_status add primary key (tenant_id, message_id, status, participant);
alter table parked_status add column participant text not null default '';
alter table parked_status drop constraint parked_status_pkey;
alter table parked_status add primary key (tenant_id, channel_id, provider_message_id, status, participant);
