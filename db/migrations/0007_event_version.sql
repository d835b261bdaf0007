-- In which version of its declaration an event was written. All that were written so far are in the first.
alter table event add column version smallint not null default 1;
