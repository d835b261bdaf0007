-- When the person of a session last proved who they are: at the sign-in, and whenever they are asked again. Changes of keys,
-- credentials and members need that to be recent. Sessions from before were proven at their sign-in, and not again.
alter table auth_session add column authenticated_at timestamptz;
update auth_session set authenticated_at = created_at;
alter table auth_session alter column authenticated_at set not null, alter column authenticated_at set default now();
