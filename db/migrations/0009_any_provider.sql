-- Which providers there are is known to the program, where a request comes in: a new one needs no migration.
alter table channel drop constraint channel_provider_check;
drop index channel_linked;
create index channel_linked on channel (provider, id) where removed_at is null;
-- When the provider first called the channel's webhook with a right signature or handshake.
alter table channel add column webhook_at timestamptz;
