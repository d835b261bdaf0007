-- The picture of a person, by the unguessable name of its file (auth_user.image); copied to where they work, like their name.
alter table membership add column avatar text;
