import type { Tx } from '../../../platform/db/index.ts'
import { emit, newEvent } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { bury, type NewDeadLetter } from '../../../platform/pending/index.ts'
import { type Activity, addActivity, noteSkew } from '../../channels/index.ts'
import { applyPreferences } from '../../contacts/index.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { insertProviderIds, type ProviderMessageId } from '../messages/provider-id.sql.ts'
import { takeParked } from '../messages/status.sql.ts'
import { cancelUnsent, conversationsOf, noteRefusedOptOut } from '../opt-outs/note-opt-outs.ts'
import { type Stop, stopsAmong, understandRefusals } from '../statuses/refusal.ts'
import {
  applyReports,
  type MatchedStatuses,
  matchStatuses,
  type NewKey,
  type StatusReport,
  secondIdEvent,
} from '../statuses/report.ts'
import { byKind, type Fact, type MessageFact, type NoticeFact, type UnseenMessage } from './delivery-facts.ts'
import { fillFresh, fillMessages, findFillable } from './fill-messages.ts'
import { conversationsNamed, nameGroups, newestNames } from './group-names.ts'
import { storeMessages } from './store-messages.ts'

/** What a batch contained, for metrics. */
export interface DeliveryCounts {
  messages: number
  duplicates: number
  statuses: number
  parked: number
  notices: number
  /** Messages for which a provider named a second id: they may have been sent twice. */
  secondIds: number
  activity: Map<Uuid, Activity>
  /** Channels that can send nothing more; the caller stops them. */
  stops: Stop[]
}

/**
 * Writes everything a batch of deliveries says, in the tenant's transaction. The number of statements does not grow
 * with the batch. Facts that were written before, or that another transaction is writing now, have no second effect.
 *
 * Locks are taken in one order everywhere, so that transactions never wait for each other in a circle: outbound ids of
 * channels, message keys, identities, conversations. Whatever belongs to a conversation is written under its lock.
 */
export async function applyDelivery(tx: Tx, facts: readonly Fact[]): Promise<DeliveryCounts> {
  const { messages, statuses, notices, preferences, people, groups } = byKind(facts)
  const echoes = messages.filter(fact => fact.message.direction === 'outbound')
  const matched = await matchStatuses(
    tx,
    statuses,
    echoes.map(fact => fact.channelId),
  )
  const { fresh, repeated, secondIds, news } = await keepNew(tx, messages, notices, matched)
  const fillable = await findFillable(tx, repeated)
  // Before the customers' own words in the same batch: when the provider has confirmed an opt-out, we need not confirm
  // it again.
  const optedOut = await applyPreferences(
    tx,
    preferences.map(({ preference, channelId }) => ({ ...preference, channelId })),
  )
  const refusals = await understandRefusals(tx, matched.refusals)
  const refusing = await noteRefusedOptOut(tx, refusals)
  const silenced = await conversationsOf(tx, [...optedOut, ...refusing])
  const met = [...matched.people, ...people.map(fact => fact.person)]
  const names = newestNames(groups)
  const changing = [...fillable.map(message => message.conversationId), ...(await conversationsNamed(tx, names))]
  const filed = await storeMessages(tx, fresh, [...matched.conversationIds, ...silenced, ...changing], met)
  const filled = await fillMessages(tx, fillable, repeated)
  const renamed = await nameGroups(tx, names)
  await cancelUnsent(tx, silenced)
  const early = await earlyReports(
    tx,
    filed.messages.filter(message => message.direction === 'outbound'),
  )
  const moves = await applyReports(tx, [...early, ...matched.reports])
  const events = [
    ...filed.events,
    ...filled,
    ...renamed,
    ...moves,
    ...secondIds.map(secondIdEvent),
    ...news.map(noticeEvent),
  ]
  await emit(tx, events)
  await bury(tx, news.filter(fact => fact.notice.problem !== undefined).map(unreadablePart))
  return {
    messages: fresh.length,
    duplicates: messages.length - fresh.length,
    statuses: matched.reports.length,
    parked: matched.parked,
    notices: news.length,
    secondIds: secondIds.length,
    activity: activityOf(fresh, matched.reports, moves),
    stops: stopsAmong(refusals),
  }
}

/** What was new on each channel. Repeated deliveries bring nothing new, so they do not count. */
function activityOf(
  fresh: readonly UnseenMessage[],
  reports: readonly StatusReport[],
  moves: ReadonlyArray<{ data: { messageId: Uuid } }>,
): Map<Uuid, Activity> {
  const activity = new Map<Uuid, Activity>()
  for (const { channelId, message, receivedAt } of fresh) {
    if (message.direction !== 'inbound' || message.historic) continue
    addActivity(activity, channelId, 'inbound')
    if (receivedAt) noteSkew(activity, channelId, receivedAt.getTime() - message.at.getTime())
  }
  const moved = new Set(moves.map(event => event.data.messageId))
  for (const { channelId, messageId } of reports) {
    if (moved.delete(messageId)) addActivity(activity, channelId, 'reports')
  }
  return activity
}

interface Kept {
  fresh: UnseenMessage[]
  /** Messages whose ids are known already, or that stand twice in the batch. */
  repeated: MessageFact[]
  news: NoticeFact[]
  secondIds: NewKey[]
}

/** Keeps the messages that were never seen before: a message is new when its key could be inserted. */
async function keepNew(
  tx: Tx,
  messages: readonly MessageFact[],
  notices: readonly NoticeFact[],
  matched: MatchedStatuses,
): Promise<Kept> {
  const candidates = messages.map(fact => ({ ...fact, id: newId() }))
  const newKeys = [...new Map(matched.newKeys.map(key => [key.providerMessageId, key])).values()]
  const keys = [
    ...candidates.map(({ id, channelId, message }) => ({
      ...keyOf(channelId, message.providerMessageId),
      messageId: id,
    })),
    ...notices.map(({ channelId, key }) => ({ ...keyOf(channelId, key), messageId: newId() })),
    ...newKeys,
  ]
  if (keys.length === 0) return { fresh: [], repeated: [], news: [], secondIds: [] }
  const inserted = await tx.rows(insertProviderIds(tx.tenantId, keys))
  const taken = new Set(inserted.map(row => row.messageId))
  const written = new Set(inserted.map(row => row.providerMessageId))
  const unseen = candidates.filter(candidate => taken.has(candidate.id))
  const repeated = candidates.filter(candidate => !taken.has(candidate.id))
  return {
    fresh: fillFresh(unseen, repeated),
    repeated,
    news: notices.filter(notice => written.has(notice.key)),
    secondIds: newKeys.filter(key => key.second && written.has(key.providerMessageId)),
  }
}

const keyOf = (channelId: Uuid, providerMessageId: string): ProviderMessageId => ({ channelId, providerMessageId })

/** Statuses that were parked for messages that have come now. */
async function earlyReports(
  tx: Tx,
  messages: ReadonlyArray<ProviderMessageId & { id: Uuid }>,
): Promise<StatusReport[]> {
  if (messages.length === 0) return []
  const keys = messages.map(message => ({
    ...keyOf(message.channelId, message.providerMessageId),
    messageId: message.id,
  }))
  return (await tx.rows(takeParked(keys))).map(row => ({ ...row, attemptNo: null }))
}

const noticeEvent = ({ channelId, notice }: NoticeFact) =>
  newEvent(MESSAGING_EVENTS['channel.notified'], channelId, { kind: 'system' }, { ...notice })

/**
 * A message or status that could not be read becomes a dead letter, and a person decides. The rest of its delivery is
 * stored; its bytes are in the log.
 */
const unreadablePart = ({ channelId, rawEventId, notice }: NoticeFact): NewDeadLetter => ({
  source: 'raw_event_pending',
  sourceId: rawEventId,
  lane: channelId,
  code: 'UNREADABLE_PART',
  message: `A part of this delivery could not be read: ${notice.problem}.`,
})
