-- How often somebody began to look at the bytes of a file. Counted before the look: bytes that end the process must not be
-- looked at for ever.
alter table media add column looks integer not null default 0;
