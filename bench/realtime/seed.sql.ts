/** A key of a business that may hear of the business itself. */
export const SEED_KEY = `
  insert into api_key (tenant_id, id, name, mode, prefix, key_hash, permissions, created_by)
  values ($1, $1, 'Bench', 'live', $2, $3, '{tenant:read}', $1)`
