import type { Tx } from '../../../platform/db/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import type { Identity, InboundMessage } from '../../channels/index.ts'
import { mergedAmong, type Person, resolvePeople } from '../../contacts/index.ts'
import { moveConversations } from '../merges/merge.ts'
import { summariseMessages } from './conversation-summary.ts'
import type { UnseenMessage } from './delivery-facts.ts'
import {
  type ConversationKey,
  type ConversationRow,
  insertConversations,
  type NewConversation,
  selectGroupConversations,
  selectPersonConversations,
} from './open-conversations.sql.ts'

/** Who wrote messages. */
export interface Writers {
  /** Contacts, in the order of messages; null where there is none. */
  ids: Array<Uuid | null>
  /** Contacts that this transaction has created: they have no conversation, and nobody can merge them. */
  made: ReadonlySet<Uuid>
}

/**
 * The contact of each message: the customer of the conversation, or the member who wrote in a group. Null for a message
 * that we wrote in a group, which goes to no single contact. Contacts that turn out to be one person take their
 * conversations along.
 */
export async function writersOf(
  tx: Tx,
  fresh: readonly UnseenMessage[],
  alsoMet: readonly Person[] = [],
): Promise<Writers> {
  const writers = fresh.map(({ message }) =>
    message.groupId !== undefined && message.direction === 'outbound' ? null : personOf(message),
  )
  const { ids, made, merges } = await resolvePeople(tx, [...writers.filter(person => person !== null), ...alsoMet])
  await moveConversations(tx, merges, { kind: 'system' })
  let next = 0
  return { ids: writers.map(person => (person === null ? null : ids[next++]!)), made }
}

/**
 * A person who changed their number has both numbers from now on. A new user id is among the identities already,
 * because it has a scope.
 */
function personOf({ identities, profileName, content }: InboundMessage): Person {
  const { newWaId, newUserId } = content.system ?? {}
  if (newWaId === undefined) {
    return {
      identities,
      ...(profileName !== undefined && { profileName }),
      ...(newUserId !== undefined && { certain: true }),
    }
  }
  const added: Identity[] = [{ kind: 'wa_id', scope: '', value: newWaId }]
  if (/^\d{7,15}$/.test(newWaId)) added.push({ kind: 'phone', scope: '', value: `+${newWaId}` })
  return { identities: [...identities, ...added], certain: true }
}

const keyOf = ({ channelId, contactId, groupKey }: ConversationKey): string =>
  `${channelId} ${contactId ?? `group ${groupKey}`}`

/** A conversation that has to be opened. */
export interface OpenedConversation extends NewConversation {
  /** Who wrote first. */
  authorId: Uuid | null
}

/** Finds the conversation of each message, or opens it. `opened` lists those that this transaction opened. */
export async function openConversations(
  tx: Tx,
  fresh: readonly UnseenMessage[],
  { ids: authors, made }: Writers,
): Promise<{ ids: Uuid[]; opened: OpenedConversation[] }> {
  const wanted = fresh.map((fact, index) => wantedConversation(fact, authors[index]!))
  const distinct = new Map(wanted.map(conversation => [keyOf(conversation), conversation]))
  // A conversation that begins with a new message is open, even when old messages come with it.
  for (const conversation of wanted) if (conversation.status === 'open') distinct.set(keyOf(conversation), conversation)
  const all = [...distinct.values()]
  const older = all.filter(conversation => conversation.contactId === null || !made.has(conversation.contactId))
  const known = new Map((await lookUp(tx, older)).map(row => [keyOf(row), row.id]))
  const messages = Map.groupBy(fresh.keys(), index => keyOf(wanted[index]!))
  const missing = all
    .filter(conversation => !known.has(keyOf(conversation)))
    .map(conversation => {
      const own = messages.get(keyOf(conversation))!.map(index => fresh[index]!.message)
      return { ...conversation, ...firstWait(own) }
    })
  const opened = missing.length > 0 ? await insertMissing(tx, missing, known, made) : []
  return { ids: wanted.map(conversation => known.get(keyOf(conversation))!), opened }
}

/**
 * What makes a new conversation wait for an answer, when customers alone have written in it. It is inserted with this: set
 * by the update that follows, it would be written into each index of conversations a second time.
 */
function firstWait(messages: readonly InboundMessage[]): Pick<NewConversation, 'unread' | 'waitingFrom' | 'inboundAt'> {
  const { answered, talked, unread, waitingFrom, inboundAt } = summariseMessages(messages)
  return answered || talked ? {} : { unread, waitingFrom, inboundAt }
}

function wantedConversation({ channelId, message }: UnseenMessage, authorId: Uuid | null): OpenedConversation {
  const { groupId, groupName = null, address } = message
  const common = {
    id: newId(),
    channelId,
    authorId,
    status: message.historic ? ('resolved' as const) : ('open' as const),
  }
  if (groupId !== undefined) {
    return { ...common, contactId: null, groupKey: groupId, groupName, address: groupId, addressKind: 'group' }
  }
  const { value, kind } = address
  return { ...common, contactId: authorId, groupKey: null, groupName: null, address: value, addressKind: kind }
}

async function lookUp(tx: Tx, keys: readonly ConversationKey[]): Promise<ConversationRow[]> {
  const groups = keys.filter(key => key.groupKey !== null)
  const direct = keys.filter(key => key.groupKey === null)
  return [
    ...(direct.length > 0 ? await tx.rows(selectPersonConversations(direct)) : []),
    ...(groups.length > 0 ? await tx.rows(selectGroupConversations(groups)) : []),
  ]
}

/**
 * Adds to `known`. A conversation that another transaction opens at the same time is read after that transaction has
 * committed.
 */
async function insertMissing(
  tx: Tx,
  missing: readonly OpenedConversation[],
  known: Map<string, Uuid>,
  made: ReadonlySet<Uuid>,
): Promise<OpenedConversation[]> {
  for (const row of await tx.rows(insertConversations(tx.tenantId, missing))) known.set(keyOf(row), row.id)
  const taken = missing.filter(conversation => !known.has(keyOf(conversation)))
  if (taken.length > 0) for (const row of await lookUp(tx, taken)) known.set(keyOf(row), row.id)
  // By now any transaction that was merging these contacts has ended, because inserting the row waited for it.
  const people = missing.flatMap(({ contactId }) => (contactId === null || made.has(contactId) ? [] : contactId))
  if ((await mergedAmong(tx, people)).length > 0) throw collision()
  return missing.filter(conversation => known.get(keyOf(conversation)) === conversation.id)
}

/** A second try finds the contact that this one was merged into. */
export const collision = (): Error =>
  Object.assign(new Error('a contact became one with another at the same time'), { code: '40001' })
