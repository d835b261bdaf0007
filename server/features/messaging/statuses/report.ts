import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ProviderError } from '../../channels/index.ts'
import { type Person, storedForms } from '../../contacts/index.ts'
import { toldFreeEntryEnd } from '../conversations/window.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import type { StatusFact } from '../inbound/delivery-facts.ts'
import { extendWindows } from '../inbound/open-conversations.sql.ts'
import { readCallback } from '../messages/callback-data.ts'
import { lockOutboundIds, type ProviderMessageId } from '../messages/provider-id.sql.ts'
import {
  insertParked,
  insertStatuses,
  type MatchRow,
  type MessageState,
  type Move,
  moveMessages,
  type StatusRow,
  selectMatches,
  selectMessageStates,
  settleUnknownAttempts,
} from '../messages/status.sql.ts'
import { type MessageError, type MessageStatus, walk } from '../messages/status.ts'
import type { Refusal } from './refusal.ts'

/** A status, and the message it is about. */
export interface StatusReport extends ProviderMessageId, StatusRow {
  messageId: Uuid
  /** The attempt that our callback data names. */
  attemptNo: number | null
}

export interface NewKey extends ProviderMessageId {
  messageId: Uuid
  conversationId: Uuid
  /** The message has a different provider id already. */
  second: boolean
}

export interface MatchedStatuses {
  reports: StatusReport[]
  conversationIds: Uuid[]
  /** Provider ids that the messages do not have yet. */
  newKeys: NewKey[]
  parked: number
  /** Messages that the provider accepted first and refused later. */
  refusals: Refusal[]
  /** Customers for whom statuses tell an identity that we do not know, or do not know as theirs. */
  people: Person[]
}

/**
 * Finds the messages that statuses are about: first by our callback data, then by the provider's id. A status about a
 * message that we do not know is parked. Takes the locks of outbound ids, also for `echoChannels`, whose ids the caller
 * is about to write.
 */
export async function matchStatuses(
  tx: Tx,
  facts: readonly StatusFact[],
  echoChannels: readonly Uuid[],
): Promise<MatchedStatuses> {
  if (facts.length === 0 && echoChannels.length === 0)
    return { reports: [], conversationIds: [], newKeys: [], parked: 0, refusals: [], people: [] }
  const found = await findMessages(tx, facts, facts.keys())
  const unmatched = [...facts.keys()].filter(ordinal => !found.has(ordinal))
  await tx.run(
    lockOutboundIds([
      ...[...facts.map(fact => fact.channelId), ...echoChannels].map(channelId => ({ channelId, alone: false })),
      ...unmatched.map(ordinal => ({ channelId: facts[ordinal]!.channelId, alone: true })),
    ]),
  )
  // A transaction that wrote an id during the first look has committed by now; one that writes an id later will find
  // the parked status.
  for (const [ordinal, row] of await findMessages(tx, facts, unmatched)) found.set(ordinal, row)
  const parked = unmatched.filter(ordinal => !found.has(ordinal)).map(ordinal => reportOf(facts[ordinal]!))
  if (parked.length > 0) await tx.run(insertParked(tx.tenantId, parked))
  const matched = [...found].sort(([a], [b]) => a - b)
  return {
    reports: matched.map(([ordinal, row]) => ({ ...reportOf(facts[ordinal]!), messageId: row.messageId })),
    conversationIds: [...new Set(matched.map(([, row]) => row.conversationId))],
    newKeys: matched.flatMap(([ordinal, row]) => newKeyOf(facts[ordinal]!, row)),
    parked: parked.length,
    refusals: matched.flatMap(([ordinal, row]) => refusalsIn(facts[ordinal]!, row)),
    people: matched.flatMap(([ordinal, row]) => (row.linked ? [] : personIn(facts[ordinal]!, row))),
  }
}

/** A customer who is called by one name alone is whom the message was sent to; of a group's members that is not known. */
function personIn({ status: { person, participant } }: StatusFact, { address, addressKind }: MatchRow): Person[] {
  if (!person || person.identities.length > 1) return person ? [person] : []
  const isLine = addressKind === 'phone' || addressKind === 'wa_id'
  if (participant !== undefined || address === null || !isLine) return []
  return [{ ...person, identities: [{ kind: addressKind, scope: '', value: address }, ...person.identities] }]
}

/** Every error counts, not only the one that is shown: the second one may say that the customer opted out. */
function refusalsIn({ channelId, status: { status, errors = [], at } }: StatusFact, row: MatchRow): Refusal[] {
  if (status !== 'failed') return []
  return errors.map(({ code }) => ({ channelId, conversationId: row.conversationId, at, code }))
}

async function findMessages(
  tx: Tx,
  facts: readonly StatusFact[],
  ordinals: Iterable<number>,
): Promise<Map<number, MatchRow>> {
  const wanted = [...ordinals].map(ordinal => {
    const { channelId, status } = facts[ordinal]!
    const messageId = readCallback(status.callbackData)?.messageId ?? null
    const identities = status.person ? storedForms(status.person.identities) : null
    return { ordinal, channelId, providerMessageId: status.providerMessageId, messageId, identities }
  })
  if (wanted.length === 0) return new Map()
  const ours = new Map(wanted.map(({ ordinal, messageId }) => [ordinal, messageId]))
  const found = new Map<number, MatchRow>()
  for (const row of await tx.rows(selectMatches(wanted))) {
    if (!found.has(row.ordinal) || row.messageId === ours.get(row.ordinal)) found.set(row.ordinal, row)
  }
  return found
}

function reportOf({ channelId, status }: StatusFact): Omit<StatusReport, 'messageId'> {
  return {
    channelId,
    providerMessageId: status.providerMessageId,
    status: status.status,
    providerAt: status.at,
    participant: status.participant,
    error: toErrors(status.errors ?? []),
    detail: status.detail ?? null,
    attemptNo: readCallback(status.callbackData)?.attemptNo ?? null,
  }
}

function newKeyOf({ channelId, status: { providerMessageId } }: StatusFact, row: MatchRow): NewKey[] {
  if (row.providerMessageId === providerMessageId) return []
  const { messageId, conversationId } = row
  return [{ channelId, providerMessageId, messageId, conversationId, second: row.providerMessageId !== null }]
}

/** A failure in the words for people: code, title, and the longest explanation there is. */
export const toError = ({ code, meaning = 'refused', title, message, details }: ProviderError) => ({
  code,
  meaning,
  title: title ?? message ?? 'Not delivered',
  text: details ?? message ?? title ?? '',
})

/** The first error, which tells most, together with the others. */
function toErrors([first, ...others]: readonly ProviderError[]): MessageError | null {
  if (!first) return null
  return { ...toError(first), ...(others.length > 0 && { others: others.map(toError) }) }
}

/**
 * Stores statuses as they came and moves their messages forward. The caller has locked the messages' conversations.
 *
 * @returns one event for each status that moved a message
 */
export async function applyReports(tx: Tx, reports: readonly StatusReport[]): Promise<StatusEvent[]> {
  if (reports.length === 0) return []
  const byMessage = Map.groupBy(reports, report => report.messageId)
  const standing = await tx.rows(selectMessageStates([...byMessage.keys()]))
  await tx.run(insertStatuses(tx.tenantId, reports))
  const moves: Move[] = []
  const events: StatusEvent[] = []
  for (const message of standing) {
    const own = byMessage.get(message.id)!
    const walked = walk(message.status, own)
    const last = walked.moves.at(-1)
    const playedAt = message.playedAt ? null : (own.find(report => report.status === 'played')?.providerAt ?? null)
    events.push(...walked.moves.slice(0, -1).map(move => statusEvent(message, move)))
    if (last) events.push(statusEvent(message, { ...last, playedAt }))
    // The message was read already; that the customer listened to it is news all the same.
    else if (playedAt && message.status === 'read') events.push(statusEvent(message, { status: 'read', playedAt }))
    if (!last && !playedAt && message.providerMessageId) continue
    const { id, conversationId, seq } = message
    const [{ providerMessageId }] = own as [StatusReport]
    moves.push({
      id,
      conversationId,
      seq,
      status: walked.status,
      error: last?.error ?? null,
      providerMessageId,
      playedAt,
    })
  }
  if (moves.length > 0) await tx.run(moveMessages(moves))
  const proven = reports.flatMap(({ messageId, attemptNo: no, providerMessageId }) =>
    no === null ? [] : [{ messageId, no, providerMessageId }],
  )
  if (proven.length > 0) await tx.run(settleUnknownAttempts(proven))
  await extendFreeEntries(tx, standing, byMessage)
  return events
}

/** Statuses tell how long a conversation stays open that began with an ad. */
async function extendFreeEntries(
  tx: Tx,
  standing: readonly MessageState[],
  byMessage: ReadonlyMap<Uuid, readonly StatusReport[]>,
): Promise<void> {
  const ends = standing.flatMap(({ id, conversationId }) =>
    (byMessage.get(id) ?? []).flatMap(({ detail }) => {
      const endsAt = toldFreeEntryEnd(detail)
      return endsAt ? [{ conversationId, endsAt }] : []
    }),
  )
  if (ends.length > 0) await tx.run(extendWindows(ends))
}

/** The event of a message's new status, reported by a provider or set because time passed. */
export const statusEvent = (
  { id: messageId, conversationId, seq }: Pick<MessageState, 'id' | 'conversationId' | 'seq'>,
  { status, error, playedAt }: { status: MessageStatus; error?: MessageError | null; playedAt?: Date | null },
  actor: Actor = { kind: 'system' },
) => {
  const data = {
    messageId,
    seq,
    status,
    ...(error ? { error } : {}),
    ...(playedAt ? { playedAt: playedAt.toISOString() } : {}),
  }
  return newEvent(MESSAGING_EVENTS['message.status'], conversationId, actor, data)
}
type StatusEvent = ReturnType<typeof statusEvent>

/** A message's next status, as `moveMessages` takes it. */
export const moveTo = (
  { id, conversationId, seq }: MessageState,
  status: string,
  told: { error?: MessageError | null; providerMessageId?: string | null } = {},
) => ({ id, conversationId, seq, status, error: told.error ?? null, providerMessageId: told.providerMessageId ?? null })

/** An alarm: a provider knows a message by a second id, so it may have been sent twice. */
export const secondIdEvent = (of: { messageId: Uuid; conversationId: Uuid; providerMessageId: string }) => {
  const { messageId, conversationId, providerMessageId } = of
  const data = { messageId, providerMessageId }
  return newEvent(MESSAGING_EVENTS['message.duplicated'], conversationId, { kind: 'system' }, data)
}
