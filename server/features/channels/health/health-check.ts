import type { Context } from '../../../platform/context.ts'
import type { Check } from '../../../platform/health/index.ts'
import { rehearsalProviders } from '../contract/provider-lookup.ts'
import { countConditions, selectSkews } from './health-check.sql.ts'

/** One number in trouble is its owner's concern; more than this share of all numbers is the operator's. */
const TROUBLED_SHARE = 0.1

/** The state of the numbers of all tenants together. */
export async function checkChannels({ db }: Context): Promise<Check> {
  const { channels, troubled } = await db.system('health counts what every tenant has', tx =>
    tx.one(countConditions(rehearsalProviders())),
  )
  return { status: troubled > channels * TROUBLED_SHARE ? 'degraded' : 'ok', channels, troubled }
}

/** So far apart, times of providers can no longer be compared with ours. */
const SKEWED_MS = 60_000

/**
 * How many seconds our clock is ahead of each provider's (behind: negative), as far as the messages that came last say. Providers
 * that tell no time are left out.
 */
export async function checkClock({ db }: Context): Promise<Check> {
  const skews = await db.system('health compares the clock with what came for every tenant', tx =>
    tx.rows(selectSkews(rehearsalProviders())),
  )
  const skewed = skews.some(({ skewMs }) => Math.abs(skewMs) > SKEWED_MS)
  const secondsAhead = Object.fromEntries(skews.map(({ provider, skewMs }) => [provider, Math.round(skewMs / 1000)]))
  return { status: skewed ? 'degraded' : 'ok', secondsAhead }
}
