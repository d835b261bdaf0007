-- Channels of a tenant take turns: 50,000 messages that wait for one number must not stand before a reply by another. Claims
-- hop from channel to channel, so they need each channel's oldest rows without reading the others'.
alter table conversation no force row level security;
alter table send_pending no force row level security;
update send_pending p set channel_id = c.channel_id from conversation c
where c.tenant_id = p.tenant_id and c.id = p.lane and p.channel_id is null;
alter table conversation force row level security;
alter table send_pending force row level security;

-- What takes turns: a channel; rows without one, that older programs may still write, take theirs together. An id of a channel
-- is nobody else's, so that it stands for its tenant, too.
alter table send_pending add column part uuid not null generated always as (coalesce(channel_id, tenant_id)) stored;
create index on send_pending (part, id);
