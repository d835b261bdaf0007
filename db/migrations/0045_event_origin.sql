-- From where a person or a key asked for what was done, for the audit trail: an IP address, and what the program there calls itself.
alter table event add column actor_address text, add column actor_device text;
