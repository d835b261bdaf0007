import type { Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import {
  applyConsentUpdates,
  type ConsentWord,
  type ContactConsentUpdate,
  consentWordOf,
} from '../../contacts/index.ts'
import type { UnseenMessage } from '../inbound/delivery-facts.ts'
import { moveMessages } from '../messages/status.sql.ts'
import { OPTED_OUT } from '../sending/send-block.ts'
import type { UnderstoodRefusal } from '../statuses/refusal.ts'
import { moveTo, statusEvent } from '../statuses/report.ts'
import { selectConversationsOf, selectPeopleOf, selectUnsent } from './opt-out.sql.ts'

/** The conversation and contact of a new message. */
export interface MessageOrigin {
  contactId: Uuid
  conversationId: Uuid
}

/** What opt-outs and opt-ins among new messages changed. */
export interface OptOutChanges {
  /** The messages whose request was carried out, by id, with what they asked for: bots do not answer them. */
  heeded: Map<Uuid, ConsentWord['wants']>
  /**
   * Conversations of customers who want no more messages: whatever waits in them must not leave. The caller locks them.
   */
  conversationIds: Uuid[]
}

/**
 * Recognises the words with which customers opt out and opt in, and writes what they want, in a fixed number of
 * statements however many messages there are. Messages in groups and from before the number was connected never count.
 * Called before the conversations are locked; `cancelUnsent` follows once they are.
 */
export async function noteOptOuts(
  tx: Tx,
  fresh: readonly UnseenMessage[],
  places: readonly MessageOrigin[],
): Promise<OptOutChanges> {
  const said = fresh.flatMap((fact, index) => {
    const word = saidBy(fact)
    return word ? [{ id: fact.id, channelId: fact.channelId, at: fact.message.at, word, ...places[index]! }] : []
  })
  const updates = said.map(({ id, channelId, at, word, contactId, conversationId }): ContactConsentUpdate => {
    const { language, ...wants } = word
    const told = { messageId: id, conversationId, ...(language && { language }) }
    return { contactId, ...wants, at, source: 'word', channelId, told }
  })
  const { acted, optedOut } = await applyConsentUpdates(tx, updates)
  // A customer who has not opted out may still open a menu with "start"; "stop" is never an order for a bot.
  const heeded = said.filter(({ word }, index) => acted[index] || word.wants === 'stop')
  return {
    heeded: new Map(heeded.map(({ id, word }) => [id, word.wants])),
    conversationIds: await conversationsOf(tx, optedOut),
  }
}

/** The conversations of these contacts; for contacts who opted out they are what `cancelUnsent` needs. */
export async function conversationsOf(tx: Tx, contactIds: readonly Uuid[]): Promise<Uuid[]> {
  return contactIds.length > 0 ? (await tx.rows(selectConversationsOf(contactIds))).map(row => row.id) : []
}

function saidBy({ message }: UnseenMessage): ConsentWord | null {
  if (message.direction !== 'inbound' || message.groupId !== undefined || message.historic) return null
  const { text, button } = message.content
  return consentWordOf(text?.body ?? button?.text ?? '')
}

/**
 * Cancels queued messages in conversations whose customer opted out: those of bots, campaigns and programs, and
 * templates of any author. Other messages of a person stay. The conversations must be locked. Sending later finds the
 * cancelled messages and removes what is left of them.
 */
export async function cancelUnsent(tx: Tx, conversationIds: readonly Uuid[]): Promise<void> {
  if (conversationIds.length === 0) return
  const unsent = await tx.rows(selectUnsent(conversationIds))
  if (unsent.length === 0) return
  await tx.run(moveMessages(unsent.map(message => moveTo(message, 'failed', { error: OPTED_OUT }))))
  await emit(
    tx,
    unsent.map(message => statusEvent(message, { status: 'failed', error: OPTED_OUT })),
  )
}

/**
 * Stores the opt-outs that refusals of class `opt_out` tell: no marketing (Meta's 131050), or no messages at all
 * (Twilio's 21610). Called before the conversations are locked.
 *
 * @returns the people among these who want no messages now
 */
export async function noteRefusedOptOut(tx: Tx, refusals: readonly UnderstoodRefusal[]): Promise<Uuid[]> {
  const refused = refusals.filter(({ meaning }) => meaning.class === 'opt_out')
  if (refused.length === 0) return []
  const rows = await tx.rows(selectPeopleOf(refused.map(one => one.conversationId)))
  const people = new Map(rows.map(row => [row.id, row.contactId]))
  const updates = refused.flatMap(({ channelId, conversationId, at, meaning }): ContactConsentUpdate[] => {
    const contactId = people.get(conversationId)
    const scope = meaning.optOutOf ?? 'all'
    const word = { wants: 'stop', scope, at, source: 'refusal', channelId, told: { conversationId } } as const
    return contactId ? [{ contactId, ...word }] : []
  })
  return (await applyConsentUpdates(tx, updates)).optedOut
}
