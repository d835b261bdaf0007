-- What a business keeps in all is bounded, too: not what it does in a month, but what it has at one time.

comment on column plan_limit.most is
  'messages: in a calendar month of the tenant''s time zone; deliveries: in an hour; channels, uploaded_bytes: in all';

insert into plan_limit values
  ('free', 'channels', 100), ('basic', 'channels', 100), ('premium', 'channels', 300),
  ('free', 'uploaded_bytes', 1073741824), ('basic', 'uploaded_bytes', 10737418240), ('premium', 'uploaded_bytes', 107374182400),
  ('free', 'deliveries', 20000), ('basic', 'deliveries', 100000), ('premium', 'deliveries', 1000000);

-- Deliveries are kept for some time only; the server deletes the old ones of all tenants together.
grant delete on raw_event to tawsil_system;
