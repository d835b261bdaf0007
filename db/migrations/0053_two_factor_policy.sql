-- A business may ask its people for a second factor.
alter table tenant add column require_two_factor boolean not null default false;
-- Whether somebody has one; copied here like their name, so that the team and every request need no rights on their factors.
alter table membership add column two_factor boolean not null default false;
alter table membership no force row level security;
update membership m set two_factor = true
where exists (select from totp_factor f where f.user_id = m.user_id and f.confirmed_at is not null)
  or exists (select from passkey p where p.user_id = m.user_id);
alter table membership force row level security;
