-- Long jobs: work of a tenant that takes longer than a request waits. Its rows are collected first, then worked off in chunks. The
-- transaction of a chunk also moves the job on, so a process that dies in the middle repeats nothing and skips nothing.

create table long_job (
  tenant_id uuid not null,
  id uuid not null,
  -- which feature's work it is: 'conversations.bulk'
  kind text not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- what is to be done, in the form of its kind
  input jsonb not null,
  -- all its rows are known; before that, `place` says where the search for them goes on
  gathered boolean not null,
  place jsonb,
  total integer not null default 0,
  -- rows that are over, the failed ones among them
  done integer not null default 0,
  failed integer not null default 0,
  actor_kind text not null,
  actor_id uuid,
  error_code text,
  error_message text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  -- when its progress was last told to screens
  told_at timestamptz,
  -- then it is deleted, with its rows
  expires_at timestamptz not null,
  primary key (tenant_id, id)
) with (fillfactor = 70);
create index long_job_expiring on long_job (expires_at);
call make_tenant_table('long_job');
grant select, insert, update, delete on long_job to tawsil_tenant;
-- the sweep finds what has expired in all tenants; it reads nothing else
call open_to_system('long_job', 'select (tenant_id, id, expires_at)');

-- One row of a job, and what became of it. Up to 100,000 for a job; deleted with it.
create table long_job_row (
  tenant_id uuid not null,
  job_id uuid not null,
  -- from 1, without gaps
  no integer not null,
  -- the id of the thing that is changed or was made, as the API shows it
  target text,
  -- of a file that was brought in
  line integer,
  -- what is to be done with it, when the job's input does not say it
  input jsonb,
  -- null: not done yet
  ok boolean,
  error_code text,
  error_message text,
  data jsonb,
  primary key (tenant_id, job_id, no),
  foreign key (tenant_id, job_id) references long_job (tenant_id, id)
) with (fillfactor = 80);
create index long_job_row_failed on long_job_row (tenant_id, job_id, no) where not ok;
call make_tenant_table('long_job_row');
grant select, insert, update, delete on long_job_row to tawsil_tenant;

-- One row for the next chunk of each job: lane = job. The chunk's transaction deletes it and writes the next one, whose id is newer, so
-- that jobs take turns.
call make_pending_table('long_job_pending');
