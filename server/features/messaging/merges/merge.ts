import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, emit, newEvent, pick } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type ContactMerge, type MergeRow, mergeContacts, rememberMoved, undoMerge } from '../../contacts/index.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { absorb, giveBack, putAway } from './absorb.ts'
import {
  lockContactConversations,
  lockMergingConversations,
  type MergingConversation,
  updateMergingConversations,
} from './merge.sql.ts'

/** A conversation that a merge changed; stored in `contact_merge.moved.conversations`. */
interface Change {
  id: Uuid
  before: MergingConversation
  after: MergingConversation
}

/**
 * Merges two contacts by hand, with their conversations. Called again, it returns the same merge.
 *
 * @returns the merge, and whether it existed before
 * @throws what `mergeContacts` throws
 */
export async function mergePeople(
  tx: Tx,
  two: { keptId: Uuid; mergedId: Uuid },
  actor: Actor,
): Promise<{ merge: ContactMerge; again: boolean }> {
  const { merge, again } = await mergeContacts(tx, two, actor)
  if (!again) await moveConversations(tx, [merge], actor)
  return { merge, again }
}

/**
 * Moves the conversations of merged contacts to the contact that stays, and records with each merge how they were. When
 * both have a conversation on the same channel, the kept contact's goes on; the other keeps its messages, is archived,
 * and names the one that replaced it.
 */
export async function moveConversations(tx: Tx, merges: readonly ContactMerge[], actor: Actor): Promise<void> {
  for (const merge of merges) {
    const changes = changesOf(merge, await tx.rows(lockContactConversations([merge.keptId, merge.mergedId])))
    if (changes.length === 0) continue
    // The archived conversations are written first to make room: a contact has only one conversation on a channel.
    const [away, others] = [changes.filter(isPutAway), changes.filter(change => !isPutAway(change))]
    for (const part of [away, others])
      if (part.length > 0) await tx.run(updateMergingConversations(part.map(change => change.after)))
    await rememberMoved(tx, merge.id, changes)
    await emit(
      tx,
      changes.map(({ before, after }) => changedEvent(before, after, actor)),
    )
  }
}

const isPutAway = ({ before, after }: Change): boolean => after.mergedInto !== before.mergedInto

function changesOf({ keptId, mergedId }: ContactMerge, conversations: readonly MergingConversation[]): Change[] {
  const going = new Map(
    conversations.filter(one => one.contactId === keptId && !one.mergedInto).map(one => [one.channelId, one]),
  )
  const changes: Change[] = []
  for (const conversation of conversations.filter(one => one.contactId === mergedId)) {
    const kept = conversation.mergedInto === null ? going.get(conversation.channelId) : undefined
    if (!kept) {
      changes.push({ id: conversation.id, before: conversation, after: { ...conversation, contactId: keptId } })
      continue
    }
    const away = { ...conversation, ...putAway(conversation), contactId: keptId, mergedInto: kept.id }
    changes.push({ id: conversation.id, before: conversation, after: away })
    changes.push({ id: kept.id, before: kept, after: { ...kept, ...absorb(kept, conversation) } })
  }
  return changes
}

/**
 * Undoes a merge: the conversations become what the merge recorded; whatever came later stays with the kept contact.
 * Called again, it does nothing.
 *
 * @throws what `undoMerge` throws
 */
export async function undoConversationMerge(tx: Tx, mergeId: Uuid, actor: Actor): Promise<MergeRow> {
  const merge = await undoMerge(tx, mergeId, actor)
  if (merge.undoneAt) return merge
  const recorded = ((merge.moved.conversations ?? []) as Change[]).map(asChange)
  if (recorded.length === 0) return merge
  const now = new Map(
    (await tx.rows(lockMergingConversations(recorded.map(change => change.id)))).map(row => [row.id, row]),
  )
  const gone = new Set(merge.moved.identities.flatMap(({ value }) => [value, value.replace(/^\+/, '')]))
  const changes = recorded.flatMap(({ id, before, after }): Change[] => {
    const conversation = now.get(id)
    return conversation ? [{ id, before: conversation, after: backTo(conversation, before, after, gone) }] : []
  })
  // The conversations that return to their own contact are written first, to make room.
  const [others, kept] = [
    changes.filter(one => one.after.contactId !== merge.keptId),
    changes.filter(one => one.after.contactId === merge.keptId),
  ]
  for (const part of [others, kept])
    if (part.length > 0) await tx.run(updateMergingConversations(part.map(change => change.after)))
  await emit(
    tx,
    changes.map(({ before, after }) => changedEvent(before, after, actor)),
  )
  return merge
}

/**
 * The other contact gets its conversation back as it was; the kept contact's conversation only gives back what it took
 * over.
 */
function backTo(
  conversation: MergingConversation,
  before: MergingConversation,
  after: MergingConversation,
  gone: ReadonlySet<string>,
): MergingConversation {
  const back = { ...conversation, ...giveBack(conversation, before, after, gone) }
  if (before.contactId === after.contactId) return back
  const { contactId, mergedInto, address, addressKind } = before
  // Answers in it go to an address of its own contact, even when the kept contact wrote from another one since.
  const mine = gone.has(conversation.address) ? conversation : { address, addressKind }
  return { ...back, contactId, mergedInto, address: mine.address, addressKind: mine.addressKind }
}

const TIMES = [
  'lastInboundAt',
  'windowExpiresAt',
  'waitingSince',
  'handedOverAt',
  'botPausedAt',
  'snoozedUntil',
] as const

/** In JSON, times are texts. */
const asChange = ({ id, before, after }: Change): Change => ({ id, before: withTimes(before), after: withTimes(after) })
const withTimes = (conversation: MergingConversation): MergingConversation => ({
  ...conversation,
  ...Object.fromEntries(TIMES.map(name => [name, conversation[name] && new Date(conversation[name])])),
})

const SHOWN = ['contactId', 'mergedIntoId', 'status', 'assigneeId', 'teamId', 'unreadCount'] as const

function changedEvent(before: MergingConversation, after: MergingConversation, actor: Actor) {
  const [was, is] = [toldOf(before), toldOf(after)]
  const names = SHOWN.filter(name => was[name] !== is[name])
  const data = { changed: pick(is, names), before: pick(was, names) }
  return newEvent(MESSAGING_EVENTS['conversation.updated'], after.id, actor, data)
}

const toldOf = ({ mergedInto, ...conversation }: MergingConversation) => ({ ...conversation, mergedIntoId: mergedInto })
