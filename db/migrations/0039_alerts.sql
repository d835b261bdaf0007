-- What is wrong with the installation, from the first look that found it to the first that no longer does. Operators are told of both.
-- Belongs to no business; only the system role sees it.
create table alert (
  id uuid primary key,
  -- the rule that found it: `dead_letters`, `service_degradation`
  type text not null,
  -- what of its kind: a table, a provider; '' when there is only one
  subject text not null,
  severity text not null check (severity in ('warning', 'critical')),
  message text not null,
  details jsonb not null default '{}',
  opened_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  resolved_at timestamptz
);
create unique index alert_open on alert (type, subject) where resolved_at is null;
grant select, insert, update, delete on alert to tawsil_system;

-- Who is still to be told what. Rows go when it was told, or when that failed for a day.
create table alert_notice (
  alert_id uuid not null references alert (id) on delete cascade,
  what text not null check (what in ('opened', 'resolved')),
  -- `slack`, `pagerduty`
  sink text not null,
  attempts smallint not null default 0,
  next_try_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  primary key (alert_id, what, sink)
);
create index alert_notice_due on alert_notice (next_try_at);
grant select, insert, update, delete on alert_notice to tawsil_system;
