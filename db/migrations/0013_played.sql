-- When the customer listened to a voice note; who did that has read it.
alter table message add column played_at timestamptz;
