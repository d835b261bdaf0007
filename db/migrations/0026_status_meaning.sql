-- What is wrong with a channel, by a name that is the same for every provider: people read it in their language. Null with a reason that
-- was stored before; then its own words are shown.
alter table channel add column status_meaning text;
