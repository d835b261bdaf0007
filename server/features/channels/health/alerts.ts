import type { AlertRule, Finding } from '../../../platform/alerts/index.ts'
import type { Context } from '../../../platform/context.ts'
import { rehearsalProviders } from '../contract/provider-lookup.ts'
import { countByProvider, type ProviderCondition } from './health-check.sql.ts'

/** Fewer numbers, and one of them is a share that says nothing. */
const FEW = 3
/** A larger share of a provider's numbers in trouble is the provider's trouble, or ours. */
const MANY = 0.1

/**
 * Numbers of a provider that do not do their work, one alert for each provider: when it fails, it fails for hundreds of businesses,
 * and each of them is told of its own number anyway.
 */
export const degradationRule = ({ db }: Pick<Context, 'db'>): AlertRule => ({
  type: 'service_degradation',
  look: async () => {
    const conditions = await db.system('alerts count the numbers of every tenant', tx =>
      tx.rows(countByProvider(rehearsalProviders())),
    )
    return conditions.flatMap(findTrouble)
  },
})

export function findTrouble({ provider, channels, troubled, silent }: ProviderCondition): Finding[] {
  if (troubled === 0) return []
  const severe = channels < FEW || troubled > channels * MANY
  const quiet = silent > 0 ? ` ${silent} of them have stopped delivering without an error.` : ''
  return [
    {
      subject: provider,
      severity: severe ? 'critical' : 'warning',
      message: `${troubled} of ${channels} numbers at ${provider} do not work.${quiet}`,
      details: { channels, troubled, silent },
    },
  ]
}
