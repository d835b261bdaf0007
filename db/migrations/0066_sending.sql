-- Claims leave out channels that have to wait: those that are paced, broken or stopped. Null in rows from before: they are
-- claimed and looked at.
alter table send_pending add column channel_id uuid;

-- Nothing goes out by a channel whose credentials, billing or policy were refused, until the provider has confirmed it again.
alter table channel add column sending_stopped_at timestamptz;
-- Since when it is degraded, and who noticed: the one who did takes it back.
alter table channel add column degraded_at timestamptz;
alter table channel add column degraded_by text check (degraded_by in ('breaker', 'silence', 'failures', 'reports'));
-- How fast people want a channel to send: {"perSecond": 20, "burst": 40}; null: as its provider allows.
alter table channel add column pace jsonb;

-- What a channel did in each hour, counted where it is recorded, a row for each batch's channel. What is proven about its
-- health is read from here: how many calls the provider took, and whether it is silent when it used not to be.
create table channel_hour (
  tenant_id uuid not null,
  channel_id uuid not null,
  hour timestamptz not null,
  inbound integer not null default 0,
  accepted integer not null default 0,
  -- taken by the provider and refused: the way there works
  refused integer not null default 0,
  -- never written, or of unknown outcome
  unreached integer not null default 0,
  -- statuses that came back
  reports integer not null default 0,
  -- the last of each within the hour
  inbound_at timestamptz,
  accepted_at timestamptz,
  reported_at timestamptz,
  primary key (tenant_id, channel_id, hour)
) with (fillfactor = 70);
call make_tenant_table('channel_hour');
grant select, insert, update on channel_hour to tawsil_tenant;
-- one schedule looks after the channels of all tenants, and forgets old hours
call open_to_system('channel_hour', 'select, delete');

-- Sends of unknown outcome that the provider can still be asked about: id = message, ref = attempt, lane = conversation.
call make_pending_table('uncertain_pending');

-- Since when there is a second try of a message, made by a person.
alter table message add column retried_at timestamptz;
-- What nobody knows waits for a person, until that person has decided.
create index message_uncertain on message (tenant_id, id) where status = 'unknown' and retried_at is null;
