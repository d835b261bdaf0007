-- The identity library names the algorithm of each signing key.
alter table auth_jwks add column alg text, add column crv text;

-- Null: a platform administrator who works for no business. Such rows are seen by the system role alone.
alter table refresh_token alter column tenant_id drop not null;
create index on refresh_token (expires_at);
create index on auth_session (expires_at);
