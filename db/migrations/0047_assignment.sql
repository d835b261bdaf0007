-- Automatic assignment: what each person can take on, the conversations that wait for somebody who is free, and who had their turn.

alter table membership
  -- null: as the role has it; agents are given conversations, administrators are not
  add column takes_conversations boolean,
  -- open conversations at one time; null: as many as the business allows
  add column capacity integer check (capacity between 1 and 1000),
  add column skills text[] not null default '{}',
  add column languages text[] not null default '{}';

-- what somebody needs to be given conversations of a channel
alter table channel add column skills text[] not null default '{}';

-- A row is here only while automatic assignment is on; it goes when somebody has the conversation, or it is closed.
create table assignment_queue (
  tenant_id uuid not null,
  conversation_id uuid not null,
  waiting_since timestamptz not null,
  -- a person put it back: only a person takes it again
  held boolean not null default false,
  primary key (tenant_id, conversation_id),
  foreign key (tenant_id, conversation_id) references conversation (tenant_id, id) on delete cascade
);
create index assignment_queue_order on assignment_queue (tenant_id, waiting_since, conversation_id) where not held;
call make_tenant_table('assignment_queue');
grant select, insert, update, delete on assignment_queue to tawsil_tenant;

-- Moments at which somebody may be found for what waits. Rows are written beside the change that is the reason, and removed by who looked.
create table assignment_due (
  tenant_id uuid not null,
  id uuid not null,
  due_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index assignment_due_at on assignment_due (due_at);
call make_tenant_table('assignment_due');
grant select, insert, delete on assignment_due to tawsil_tenant;
-- workers look for the businesses where something is due
call open_to_system('assignment_due', 'select');

create table assignment_turn (
  tenant_id uuid not null,
  user_id uuid not null,
  -- of the business's assignments, the number of the last one to this person
  turn bigint not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references membership (tenant_id, user_id) on delete cascade
);
call make_tenant_table('assignment_turn');
grant select, insert, update on assignment_turn to tawsil_tenant;
