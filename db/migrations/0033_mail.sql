-- Mail that is to be sent. A row is written in the transaction that wants the mail, so it is as durable as its cause; workers send
-- it (server/platform/mail). What it says may open an account: it is sealed, and removed as soon as the mail is on its way or given up.
create table mail (
  id uuid primary key,
  -- null: a mail to a person as such, whatever business they work for; such rows are seen by the system role alone
  tenant_id uuid references tenant (id),
  -- the same mail is wanted once, however often its cause happens; rows stay 30 days
  key text not null,
  kind text not null,
  recipient text not null,
  content bytea,
  attempts smallint not null default 0,
  next_try_at timestamptz not null default now(),
  -- of no use after this
  expires_at timestamptz not null,
  last_error text,
  outcome text check (outcome in ('sent', 'refused', 'suppressed', 'expired', 'given_up')),
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  unique nulls not distinct (tenant_id, key),
  check ((outcome is null) = (finished_at is null)),
  check (finished_at is null or content is null)
) with (fillfactor = 70);
create index mail_due on mail (next_try_at) where finished_at is null;
create index mail_finished on mail (finished_at) where finished_at is not null;
call make_tenant_table('mail');
-- a tenant's transaction asks for mail and learns nothing of others
grant insert on mail to tawsil_tenant;
-- workers send what every tenant wants, and what belongs to none
call open_to_system('mail', 'select, insert, update, delete');

-- Addresses that mail servers said do not exist. They get no mail any more.
create table mail_suppression (
  address text primary key,
  code text not null,
  created_at timestamptz not null default now()
);
grant select, insert, delete on mail_suppression to tawsil_system;

-- Where mail goes on a developer's machine that has no mail server: /dev/mail shows it. Sealed like mail that waits. Old rows are
-- removed with every new one.
create table mail_outbox (id uuid primary key, content bytea not null);
grant select, insert, delete on mail_outbox to tawsil_system;
