import type { Tx } from '../../../platform/db/index.ts'
import { hasOffers, type Order, readCatalogue, recentOrdersOf } from '../../commerce/index.ts'
import type { Tenant } from '../../tenancy/index.ts'
import type { DialogueStep, Plugin, Scope } from '../plugin.ts'
import { speaker, type Trade } from '../texts/texts.ts'
import { decide, settle } from './decide.ts'
import type { Facts } from './facts.ts'
import { newSession, readSession } from './session.ts'
import { newsOf } from './track.ts'
import type { Turn } from './turn.ts'

const IDLE_MINUTES = 30
/** How many orders "track" tells about. */
const ORDERS_TOLD = 5

/** Orders from a catalogue, for delivery or pickup: restaurants, shops, pharmacies. */
export const ordering: Plugin = {
  name: 'ordering',
  prepare: async (tx, tenant, contactIds) => {
    const orders = await recentOrdersOf(tx, contactIds, ORDERS_TOLD)
    return async scope => {
      const facts = await gather(tx, tenant, scope, orders.get(scope.contactId) ?? [])
      return {
        answer: (data, input) => {
          const decision = decide(readSession(data), input, facts)
          return { ...stepOf(decision), actions: decision.actions }
        },
        settle: (data, outcome) => stepOf(settle(readSession(data) ?? newSession(facts.now), outcome, facts)),
      }
    }
  },
  canOrder: hasOffers,
  orderNews: (order, tenant, locale) => newsOf(speaker(locale, tradeOf(tenant)), order),
}

const stepOf = ({ session, replies }: Turn): DialogueStep => ({ data: session, step: session.step, replies })

const tradeOf = (tenant: Tenant): Trade => (tenant.businessType === 'restaurant' ? 'meal' : 'goods')

async function gather(tx: Tx, tenant: Tenant, { locale, now }: Scope, orders: Order[]): Promise<Facts> {
  const { bot } = tenant.settings
  const catalogue = await readCatalogue(tx, locale)
  return {
    now,
    idleMinutes: bot.idleMinutes ?? IDLE_MINUTES,
    locale,
    trade: tradeOf(tenant),
    business: tenant.name,
    greeting: bot.greeting,
    currency: tenant.currency,
    ...catalogue,
    orders,
  }
}
