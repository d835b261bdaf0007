-- What stood between the provider's time of a message and our receipt of it: the least of the hour, in milliseconds, so that slow
-- deliveries do not count. The clock of the server is wrong when it is large; negative when the server's clock is behind.
alter table channel_hour add column skew_ms bigint;
