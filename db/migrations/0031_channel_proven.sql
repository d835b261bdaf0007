-- When the provider last confirmed that a channel's credentials speak for its number. Whoever names a number first has not
-- shown that it is theirs: in production, deliveries of the platform's shared app reach proven channels only.
alter table channel add column proven_at timestamptz;
