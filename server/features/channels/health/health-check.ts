import type { Context } from '../../../platform/context.ts'
import type { Check } from '../../../platform/health/index.ts'
import { rehearsalProviders } from '../contract/providers.ts'
import { countConditions } from './health-check.sql.ts'

/** One number in trouble is its owner's concern; more than this share of all numbers is the operator's. */
const TROUBLED_SHARE = 0.1

/** The state of the numbers of all tenants together. */
export async function checkChannels({ db }: Context): Promise<Check> {
  const { channels, troubled } = await db.system('health counts what every tenant has', tx =>
    tx.one(countConditions(rehearsalProviders())),
  )
  return { status: troubled > channels * TROUBLED_SHARE ? 'degraded' : 'ok', channels, troubled }
}
