import type { Tx } from '../../platform/db/index.ts'
import { getTenant } from '../tenancy/index.ts'
import { pluginFor } from './plugins.ts'
import type { BotAnswer } from './schema.ts'

/** What the bot of a business can do now, so that no screen promises more. */
export async function abilitiesOf(tx: Tx): Promise<BotAnswer> {
  const tenant = await getTenant(tx)
  const plugin = pluginFor(tenant.businessType)
  if (!plugin) return { available: false, answers: false, tellsOrders: false, canOrder: false }
  const active = tenant.status !== 'suspended'
  return {
    available: true,
    answers: active && tenant.settings.bot.enabled,
    tellsOrders: active,
    canOrder: await plugin.canOrder(tx),
  }
}
