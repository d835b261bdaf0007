-- Numbers that nobody has confirmed are asked about again by themselves, and what came before is worked on afterwards: neither
-- look may read every channel there is.
create index channel_unproven on channel (provider, updated_at) where removed_at is null and proven_at is null;
create index channel_proven on channel (provider, proven_at) where removed_at is null;
