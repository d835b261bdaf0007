import type { Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { applyConsentWishes, type ConsentWish, type Wish, wishOf } from '../../contacts/index.ts'
import type { UnseenMessage } from '../inbound/delivery-facts.ts'
import { moveMessages } from '../messages/status.sql.ts'
import { OPTED_OUT } from '../sending/send-block.ts'
import type { UnderstoodRefusal } from '../statuses/refusal.ts'
import { moveTo, statusEvent } from '../statuses/report.ts'
import { selectConversationsOf, selectPeopleOf, selectUnsent } from './opt-out.sql.ts'

/** Where a new message was filed. */
export interface MessageOrigin {
  contactId: Uuid
  conversationId: Uuid
}

/** What wishes among new messages came to. */
export interface OptOutChanges {
  /** What messages asked for and got, by their id: bots say nothing to them. */
  heeded: Map<Uuid, Wish['wants']>
  /** Conversations of those who want nothing any more: what waits in them must not leave. The caller locks them. */
  conversationIds: Uuid[]
}

/**
 * Recognises the words with which customers end messages and ask for them again, and writes what they want: a fixed number of
 * statements however many messages. Words in groups and from before the number was connected are talk. Called before the
 * conversations are locked; `cancelUnsent` follows once they are.
 */
export async function noteOptOuts(
  tx: Tx,
  fresh: readonly UnseenMessage[],
  places: readonly MessageOrigin[],
): Promise<OptOutChanges> {
  const said = fresh.flatMap((fact, index) => {
    const wish = saidBy(fact)
    return wish ? [{ id: fact.id, channelId: fact.channelId, at: fact.message.at, wish, ...places[index]! }] : []
  })
  const wishes = said.map(({ id, channelId, at, wish, contactId, conversationId }): ConsentWish => {
    const { language, ...wants } = wish
    const told = { messageId: id, conversationId, ...(language && { language }) }
    return { contactId, ...wants, at, source: 'word', channelId, told }
  })
  const { acted, optedOut } = await applyConsentWishes(tx, wishes)
  // Who has not stopped may still open a menu with "start"; "stop" is never an order for a bot.
  const heeded = said.filter(({ wish }, index) => acted[index] || wish.wants === 'stop')
  return {
    heeded: new Map(heeded.map(({ id, wish }) => [id, wish.wants])),
    conversationIds: await conversationsOf(tx, optedOut),
  }
}

/** The conversations of people: for those who want nothing any more, what `cancelUnsent` is called with. */
export async function conversationsOf(tx: Tx, contactIds: readonly Uuid[]): Promise<Uuid[]> {
  return contactIds.length > 0 ? (await tx.rows(selectConversationsOf(contactIds))).map(row => row.id) : []
}

function saidBy({ message }: UnseenMessage): Wish | null {
  if (message.direction !== 'inbound' || message.groupId !== undefined || message.historic) return null
  const { text, button } = message.content
  return wishOf(text?.body ?? button?.text ?? '')
}

/**
 * Ends what bots, campaigns and programs have queued in conversations whose customer wants no messages any more, and templates
 * of everybody; what a person wrote stays. The conversations must be locked; sending finds these messages over and clears what is left of them.
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
 * Keeps in mind what refusals of class `opt_out` tell: that a customer wants no marketing (Meta's 131050), or nothing (Twilio's
 * 21610). Before the conversations are locked.
 *
 * @returns who of these people wants nothing now
 */
export async function noteRefusedOptOut(tx: Tx, refusals: readonly UnderstoodRefusal[]): Promise<Uuid[]> {
  const refused = refusals.filter(({ meaning }) => meaning.class === 'opt_out')
  if (refused.length === 0) return []
  const rows = await tx.rows(selectPeopleOf(refused.map(one => one.conversationId)))
  const people = new Map(rows.map(row => [row.id, row.contactId]))
  const wishes = refused.flatMap(({ channelId, conversationId, at, meaning }): ConsentWish[] => {
    const contactId = people.get(conversationId)
    const scope = meaning.optOutOf ?? 'all'
    const wish = { wants: 'stop', scope, at, source: 'refusal', channelId, told: { conversationId } } as const
    return contactId ? [{ contactId, ...wish }] : []
  })
  return (await applyConsentWishes(tx, wishes)).optedOut
}
