-- What a customer asked for themselves (news of their own order) reaches them also when they want no other messages.
alter table message add column solicited boolean not null default false;
-- Why the customer was not told of the order's last move; null: told, or there was nothing to tell.
alter table orders add column not_informed text;
