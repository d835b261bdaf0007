-- The trace that something belongs to (W3C Trace Context), written only where traces are collected: null otherwise, which costs a bit.
alter table event add column trace text;
alter table send_attempt add column trace text;
