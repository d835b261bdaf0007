/** $1 tenant, $2 channel, $3 how many conversations, $4 from which number on: contacts who wrote a moment ago. */
export const SEED_THREADS = `
  with person as (
    select $1::uuid as tenant_id, gen_random_uuid() as id, gen_random_uuid() as thread_id,
      '1555' || (1000000 + $4::int + no)::text as number
    from generate_series(1, $3::int) no
  ), contacts as (
    insert into contact (tenant_id, id, name) select tenant_id, id, 'Customer' from person
  )
  insert into conversation (tenant_id, id, channel_id, contact_id, address, address_kind, window_expires_at)
  select tenant_id, thread_id, $2::uuid, id, number, 'wa_id', now() + interval '20 hours' from person`

/** One queued message for every conversation of channel $1 (null: of all), as `queueMessage` leaves it; ids are UUIDv7. */
export const QUEUE = `
  with fresh as (
    select tenant_id, id as thread_id, channel_id, last_seq + 1 as seq,
      (substr(ms, 1, 8) || '-' || substr(ms, 9, 4) || '-7' || substr(rest, 1, 3) || '-8' || substr(rest, 4, 3) || '-'
        || substr(rest, 7, 12))::uuid as id
    from conversation,
      lateral (select lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') as ms,
        md5(conversation.id::text || random()::text) as rest) parts
    where $1::uuid is null or channel_id = $1::uuid
  ), written as (
    insert into message (tenant_id, id, conversation_id, channel_id, seq, direction, type, status, content, author_kind)
    select tenant_id, id, thread_id, channel_id, seq, 'outbound', 'text', 'queued',
      '{"text": {"body": "Your table is ready."}}', 'api' from fresh
  ), attempted as (
    insert into send_attempt (tenant_id, message_id, no, channel_id, conversation_id, state)
    select tenant_id, id, 1, channel_id, thread_id, 'queued' from fresh
  ), counted as (
    update conversation c set last_seq = f.seq from fresh f where c.tenant_id = f.tenant_id and c.id = f.thread_id
  )
  insert into send_pending (tenant_id, id, lane, ref, channel_id) select tenant_id, id, thread_id, '1', channel_id from fresh`
