-- Where somebody asked for no marketing: signing up for it on one number takes back what was said there, and nothing else.
alter table contact add column marketing_stop_channel_id uuid;
