-- A removed channel keeps its row, because conversations and messages point to it; its routes and credentials are gone.
alter table channel add column removed_at timestamptz;

-- Whose a Meta account is, is asked by account alone; the channel connected first answers.
create index channel_route_account on channel_route (provider, external_id, channel_id) where kind = 'account';
