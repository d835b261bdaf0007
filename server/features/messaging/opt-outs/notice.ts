import type { Tx } from '../../../platform/db/index.ts'
import type { StoredEvent } from '../../../platform/events/index.ts'
import { type CONTACT_EVENTS, contactCards } from '../../contacts/index.ts'
import { getTenant } from '../../tenancy/index.ts'
import { queueMessage } from '../outbound/queue-message.ts'
import { isRefusal } from '../outbound/send-rules.ts'
import { noticeText } from './texts.ts'

type ConsentEvent = StoredEvent<(typeof CONTACT_EVENTS)['contact.opted_out' | 'contact.opted_in']>

/**
 * Confirms an opt-out or opt-in to the customer and says how to undo it: once for each event, in the customer's
 * language, in the conversation where they said it. An opt-out that the provider told us has been confirmed by the
 * provider.
 */
export async function sendOptOutNotice(tx: Tx, event: ConsentEvent): Promise<void> {
  const { source, scope, conversationId, language } = event.data
  if (source !== 'word' || !conversationId) return
  const tenant = await getTenant(tx)
  const contact = (await contactCards(tx, [event.aggregateId])).get(event.aggregateId)
  const kind = event.type === 'contact.opted_in' ? 'resumed' : scope === 'all' ? 'stopped' : 'noMarketing'
  const body = noticeText(kind, tenant.name, [language, contact?.locale, tenant.locale])
  const clientKey = `opt-out:${event.id}`
  const message = { type: 'text', content: { text: { body } }, author: { kind: 'system' }, clientKey } as const
  try {
    await queueMessage(tx, { ...message, conversationId, confirmsConsent: true })
  } catch (error) {
    // The business is suspended or the channel was removed: the opt-out holds, only it cannot be confirmed.
    if (!isRefusal(error)) throw error
  }
}
