import type { Tx } from '../../platform/db/index.ts'
import type { StoredEvent } from '../../platform/events/index.ts'
import { type COMMERCE_EVENTS, getOrder, type NotInformed, noteNotInformed } from '../commerce/index.ts'
import { conversationContext } from '../messaging/index.ts'
import { getTenant } from '../tenancy/index.ts'
import { pluginFor } from './plugins.ts'
import { targetOf, tell } from './say.ts'
import { selectSessions } from './session.sql.ts'
import { chooseLocale } from './texts/language.ts'

type OrderUpdated = StoredEvent<(typeof COMMERCE_EVENTS)['order.updated']>

/**
 * Tells the customer that their order moved, in the conversation it was placed in; also while a person has it, because
 * news is no answer, and to who wants no other messages: it is their own order. Where nothing can be said, the desk is told.
 */
export async function tellOrderNews(tx: Tx, event: OrderUpdated): Promise<void> {
  const { orderId, from, status } = event.data
  if (from === status) return
  const tenant = await getTenant(tx)
  const plugin = pluginFor(tenant.businessType)
  if (!plugin || tenant.status === 'suspended') return
  const order = await getOrder(tx, orderId)
  // When the order has moved on meanwhile, only the newest status is news.
  if (!order.conversationId || order.status !== status) return
  const { contact, conversation, channel } = await conversationContext(tx, order.conversationId)
  const session = await tx.maybe(selectSessions([order.conversationId]))
  const known = {
    contact: contact?.locale ?? null,
    session: session?.state.locale ?? null,
    text: null,
    tenant: tenant.locale,
  }
  const news = plugin.orderNews(order, tenant, chooseLocale(known))
  const how = { unasked: true, solicited: true }
  const refusal = await tell(tx, event, targetOf(conversation, channel), news, how)
  if (refusal) await noteNotInformed(tx, order, REASONS[refusal.code] ?? 'cannot_send', { kind: 'bot' })
}

const REASONS: Record<string, NotInformed> = { WINDOW_CLOSED: 'window_closed', CONTACT_OPTED_OUT: 'opted_out' }
