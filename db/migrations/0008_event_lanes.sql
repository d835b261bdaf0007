-- In which lane of event_pending a subscriber handles the events of an aggregate. It was the aggregate's id: then one subscriber
-- that failed held up all others.
create function event_lane(subscriber text, aggregate_id uuid) returns uuid
language sql immutable parallel safe
return md5(subscriber || ':' || aggregate_id)::uuid;

-- What waits keeps its order with what is written from now on. A ref ends with ':' and the id of the event.
update event_pending set lane = event_lane(left(ref, -37), lane);
update dead_letter set lane = event_lane(left(ref, -37), lane) where source = 'event_pending';
delete from pending_lane where source = 'event_pending';
