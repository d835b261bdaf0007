/** A UUIDv7 for a moment, in SQL; random behind the time, so that rows of one millisecond differ. */
const idAt = (moment: string) =>
  `overlay(overlay(gen_random_uuid()::text placing substr(uuid_at(${moment})::text, 1, 13) from 1 for 13) placing '7' from 15 for 1)::uuid`

/**
 * Fills a tenant with conversations of equal length, as the program would have: gapless seq, list columns, contacts.
 * Parameters: $1 tenant, $2 channel, $3 conversations, $4 messages in each.
 */
export const SEED_CONVERSATIONS = `
  with person as (
    select n, ${idAt("now() - interval '20 days'")} as contact_id, ${idAt("now() - interval '20 days'")} as conversation_id,
      now() - n * interval '1 second' as last_at
    from generate_series(1, $3::int) n
  ), contacts as (
    insert into contact (tenant_id, id, name) select $1::uuid, contact_id, 'Customer ' || n from person
  ), identities as (
    insert into contact_identity (tenant_id, kind, value, contact_id)
    select $1::uuid, 'phone', '+1555' || lpad(n::text, 8, '0'), contact_id from person
  )
  insert into conversation (tenant_id, id, channel_id, contact_id, address, address_kind, last_seq, last_message_at,
    last_inbound_at, window_expires_at, unread_count, preview, waiting_since)
  select $1::uuid, conversation_id, $2::uuid, contact_id, '1555' || lpad(n::text, 8, '0'), 'wa_id', $4::int, last_at,
    last_at, last_at + interval '24 hours', n % 3, 'message ' || $4, case when n % 3 > 0 then last_at end
  from person`

/** Parameters: $1 tenant, $2 messages in each conversation. Spread over the last weeks, newest last. */
export const SEED_MESSAGES = `
  insert into message (tenant_id, id, conversation_id, channel_id, seq, direction, type, status, content, author_kind,
    provider_message_id, provider_at, created_at)
  select c.tenant_id, ${idAt('at')}, c.id, c.channel_id, seq, case when seq % 2 = 1 then 'inbound' else 'outbound' end, 'text',
    case when seq % 2 = 1 then 'received' else 'delivered' end,
    jsonb_build_object('text', jsonb_build_object('body', 'message ' || seq || ' about an order of two shawarmas and a salad')),
    case when seq % 2 = 1 then 'contact' else 'user' end, 'wamid.' || c.id || seq, at, at
  from conversation c cross join generate_series(1, $2::int) seq
    cross join lateral (select c.last_message_at - ($2::int - seq) * interval '20 minutes' as at) moment
  where c.tenant_id = $1::uuid`
