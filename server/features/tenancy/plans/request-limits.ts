import type { Tx } from '../../../platform/db/index.ts'
import { getTenant } from '../tenant.ts'
import { limitOf } from '../usage.ts'

/** Requests a minute. */
export interface RequestLimits {
  /** Of each API key. */
  key: number
  /** Of each person; null: as the server is set (RATE_LIMIT_MAX_REQUESTS). */
  person: number | null
  /** Of the business, with all its people and keys together. */
  business: number
}

/** Where a plan says nothing. */
const NO_LIMIT = 1_000_000

/** How often the tenant of the transaction may ask. */
export async function requestLimitsOf(tx: Tx): Promise<RequestLimits> {
  const tenant = await getTenant(tx)
  const [key, person, business] = await Promise.all(
    (['api_requests', 'person_requests', 'business_requests'] as const).map(metric => limitOf(tx, tenant, metric)),
  )
  return { key: key ?? NO_LIMIT, person: person ?? null, business: business ?? NO_LIMIT }
}
