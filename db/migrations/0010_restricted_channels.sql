-- What the provider itself restricts, and until when.
alter table channel drop constraint channel_degraded_by_check;
alter table channel add constraint channel_degraded_by_check
  check (degraded_by in ('breaker', 'silence', 'failures', 'reports', 'provider'));
alter table channel add column degraded_until timestamptz;
