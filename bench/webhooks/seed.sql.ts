export const SEED_TENANTS = `
  insert into tenant (id, name, business_type)
  select gen_random_uuid(), 'Bench ' || no, 'retail' from generate_series(1, $1) no returning id`

/** An endpoint with the id of its tenant. */
export const SEED_ENDPOINTS = `
  insert into webhook_endpoint (tenant_id, id, url, types, secret) values ($1, $2, $3, '{order.*}', $4)`

/** So many events of each endpoint's tenant, of about 600 bytes. */
export const SEED_EVENTS = `
  insert into event (tenant_id, id, type, aggregate_kind, aggregate_id, actor_kind, data)
  select w.tenant_id, overlay(overlay(gen_random_uuid()::text placing substr(uuid_at(now())::text, 1, 13) from 1 for 13) placing '7' from 15 for 1)::uuid, 'order.updated', 'order', gen_random_uuid(), 'system',
    jsonb_build_object('note', repeat('x', 600))
  from webhook_endpoint w cross join generate_series(1, $1)`
