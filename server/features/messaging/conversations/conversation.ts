import type { Tx } from '../../../platform/db/index.ts'
import { AppError, COMMON_ERRORS, notFound } from '../../../platform/errors/index.ts'
import { type Actor, emit, type NewEvent, newEvent, pick } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { fold } from '../../../platform/text/index.ts'
import { getChannel, getChannelKind, type Provider } from '../../channels/index.ts'
import {
  type ContactCard,
  contactCards,
  getContact,
  mergedAmong,
  resolveNamed,
  searchContacts,
  variantsOf,
} from '../../contacts/index.ts'
import { holdsMember, holdsTeam, memberNames, teamNames } from '../../identity/index.ts'
import type { Choice } from '../assignment/decide.ts'
import { followAssignment } from '../assignment/follow.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { insertConversations, selectPersonConversations } from '../inbound/open-conversations.sql.ts'
import { mustSee } from '../visibility/must-see.ts'
import { sees } from '../visibility/visibility.ts'
import {
  type Conversation,
  type ConversationFilter,
  type ConversationSort,
  type ListedConversation,
  type ListPlace,
  lockConversation,
  SORTS,
  selectConversation,
  selectConversations,
  selectConversationsOn,
  selectGroupsNamed,
  updateConversation,
} from './conversation.sql.ts'
import { type ConversationPatch, checkPatch, isClosed, requireOrganization } from './rules.ts'
import { type Reader, unreadCounts } from './unread-counts.ts'

/** A conversation with the names that screens show. */
export interface ConversationDetails {
  conversation: Conversation
  contact: ContactCard | undefined
  assigneeName: string | null
  teamName: string | null
  /** How much of it is unread for the person who looks. */
  unreadCount: number
}

/** @throws NOT_FOUND */
export const getConversation = (tx: Tx, id: Uuid): Promise<Conversation> => tx.one(selectConversation(id))

/** Conversations on these channels, those with the newest messages; at most 10,000. */
export const conversationsOn = async (tx: Tx, channelIds: readonly Uuid[]): Promise<Uuid[]> =>
  (await tx.rows(selectConversationsOn(channelIds, 10_000))).map(({ id }) => id)

/** Locks and returns the conversation, or the one that replaced it in a merge. Throws NOT_FOUND. */
async function lockGoingOn(tx: Tx, id: Uuid): Promise<Conversation> {
  const { mergedInto } = await getConversation(tx, id)
  const conversation = await tx.one(lockConversation(mergedInto ?? id))
  return conversation.mergedInto ? await lockGoingOn(tx, conversation.mergedInto) : conversation
}

/**
 * What a bot needs to answer. For a conversation that was merged, this is the one that replaced it. The conversation
 * stays locked until the transaction ends: a person who answers at this moment is either seen, or comes after the bot.
 * A group has no contact. Throws NOT_FOUND.
 */
export async function conversationContext(
  tx: Tx,
  id: Uuid,
): Promise<{ conversation: Conversation; contact: ContactCard | null; channel: { id: Uuid; provider: Provider } }> {
  const conversation = await lockGoingOn(tx, id)
  const { contactId } = conversation
  const contact = (contactId && (await contactCards(tx, [contactId])).get(contactId)) || null
  if (contactId && !contact) throw notFound()
  return { conversation, contact, channel: await getChannelKind(tx, conversation.channelId) }
}

export interface ListQuery extends Omit<ConversationFilter, 'found' | 'unreadFor' | 'viewer'> {
  reader: Reader
  sort: ConversationSort
  unread?: boolean
  q?: string
  place: ListPlace | null
  limit: number
}

/** How many people one search may bring; someone who gets that many types another letter. */
const FOUND_PEOPLE = 500

/**
 * One page, with the place where the next one starts. Names and unread counts need four more statements, however long
 * the page is.
 */
export async function listConversations(
  tx: Tx,
  query: ListQuery,
): Promise<{ shown: ConversationDetails[]; next: ListPlace | null }> {
  const { rows, next } = await pageOfRows(tx, query)
  return { shown: await withDetails(tx, query.reader, rows), next }
}

/** One page of the same list, ids alone. */
export async function conversationIds(tx: Tx, query: ListQuery): Promise<{ ids: Uuid[]; next: ListPlace | null }> {
  const { rows, next } = await pageOfRows(tx, query)
  return { ids: rows.map(row => row.id), next }
}

async function pageOfRows(
  tx: Tx,
  { reader, q, sort, place, limit, unread, ...query }: ListQuery,
): Promise<{ rows: ListedConversation[]; next: ListPlace | null }> {
  const found = q === undefined ? undefined : await search(tx, q)
  if (found?.contactIds.length === 0 && found.groupIds.length === 0) return { rows: [], next: null }
  const unreadFor = reader.kind === 'user' ? reader.id : null
  const filter = { ...query, viewer: reader, ...(found && { found }), ...(unread && { unreadFor }) }
  const rows: ListedConversation[] = []
  for (let part = place?.part ?? 0; part < SORTS[sort].length && rows.length <= limit; part++)
    rows.push(...(await tx.rows(selectConversations(filter, sort, part, place, limit + 1 - rows.length))))
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = rows.length > limit && last ? { part: last.part, at: last.at, id: last.id } : null
  return { rows: page, next }
}

/** Finds people by name and number, and groups by name. */
async function search(tx: Tx, q: string): Promise<NonNullable<ConversationFilter['found']>> {
  const contactIds = await searchContacts(tx, q, FOUND_PEOPLE)
  const groups = await tx.rows(selectGroupsNamed(`%${fold(q).replace(/[\\%_]/g, '\\$&')}%`, FOUND_PEOPLE))
  return { contactIds, groupIds: groups.map(row => row.id) }
}

export const showConversation = async (
  tx: Tx,
  reader: Reader,
  conversation: Conversation,
): Promise<ConversationDetails> => (await withDetails(tx, reader, [conversation]))[0]!

async function withDetails(
  tx: Tx,
  reader: Reader,
  conversations: ReadonlyArray<Conversation | ListedConversation>,
): Promise<ConversationDetails[]> {
  const contacts = await contactCards(
    tx,
    conversations.flatMap(row => row.contactId ?? []),
  )
  const names = await memberNames(
    tx,
    conversations.flatMap(row => row.assigneeId ?? []),
  )
  const teams = await teamNames(
    tx,
    conversations.flatMap(row => row.teamId ?? []),
  )
  const unread = await unreadCounts(tx, reader, conversations)
  return conversations.map(conversation => ({
    conversation,
    unreadCount: unread.get(conversation.id) ?? 0,
    contact: conversation.contactId ? contacts.get(conversation.contactId) : undefined,
    assigneeName: (conversation.assigneeId && names.get(conversation.assigneeId)) || null,
    teamName: (conversation.teamId && teams.get(conversation.teamId)) || null,
  }))
}

/**
 * Changes what the patch names and writes the events: `conversation.updated`, and beside it `conversation.assigned`,
 * `conversation.routed` or `conversation.closed`.
 *
 * @param why of automatic assignment; it stands in the log
 * @throws NOT_FOUND (also for an assignee who does not work here, a team that is not there, and what the actor does not
 * see), CONVERSATION_ALREADY_CLOSED, CONVERSATION_CLOSED,
 * CLOSED_CONVERSATION_SNOOZED
 */
export async function patchConversation(
  tx: Tx,
  id: Uuid,
  patch: ConversationPatch & { unreadCount?: number },
  actor: Actor,
  why?: Choice['why'],
): Promise<Conversation> {
  const before = await tx.one(lockConversation(id))
  if (!sees(actor, before)) throw notFound()
  checkPatch(before, patch)
  if (patch.assigneeId && !(await holdsMember(tx, patch.assigneeId))) throw notFound()
  if (patch.teamId && !(await holdsTeam(tx, patch.teamId))) throw notFound()
  const patched = { ...viewOf(before), ...defined(patch) }
  // Closing a conversation ends its snooze and its bot pause. When it is reopened, it shows in the list at once and the
  // bot answers again.
  const wanted = isClosed(patched.status) ? { ...patched, snoozedUntil: null, botPaused: false } : patched
  if (differing(wanted, viewOf(before)).length === 0) return before
  const closes = isClosed(wanted.status) && !isClosed(before.status)
  const handsOver = actor.kind === 'bot' && wanted.botPaused
  const after = await tx.one(updateConversation({ id, ...wanted, closes, handsOver }))
  await emit(tx, changeEvents(before, after, differing(viewOf(after), viewOf(before)), actor, why))
  await followAssignment(tx, before, after, actor)
  return after
}

/**
 * Stops the bot in one conversation, or lets it answer again. When the bot stops, its customer waits for a person from
 * then on.
 */
export async function setBotPaused(tx: Tx, id: Uuid, paused: boolean, actor: Actor): Promise<void> {
  await patchConversation(tx, id, { botPaused: paused }, actor)
}

const viewOf = (row: Conversation) => ({
  status: row.status,
  assigneeId: row.assigneeId,
  teamId: row.teamId,
  priority: row.priority,
  snoozedUntil: row.snoozedUntil,
  botPaused: row.botPausedAt !== null,
  unreadCount: row.unreadCount,
  waitingSince: row.waitingSince,
  handedOverAt: row.handedOverAt,
})

const momentsOf = ({ snoozedUntil, waitingSince, handedOverAt }: Conversation) => ({
  snoozedUntil: snoozedUntil?.toISOString() ?? null,
  waitingSince: waitingSince?.toISOString() ?? null,
  handedOverAt: handedOverAt?.toISOString() ?? null,
})

type Changeable = ReturnType<typeof viewOf>

const differing = (one: Changeable, other: Changeable) =>
  (Object.keys(one) as Array<keyof Changeable>).filter(name => String(one[name]) !== String(other[name]))

const defined = <T extends object>(patch: T): Partial<T> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>

function changeEvents(
  before: Conversation,
  after: Conversation,
  names: ReadonlyArray<keyof Changeable>,
  actor: Actor,
  why: Choice['why'] | undefined,
): NewEvent[] {
  const { id, assigneeId, teamId, status } = after
  const told = (row: Conversation) => pick({ ...viewOf(row), ...momentsOf(row) }, names)
  const data = { changed: told(after), before: told(before) }
  const events: NewEvent[] = [newEvent(MESSAGING_EVENTS['conversation.updated'], id, actor, data)]
  if (names.includes('assigneeId')) {
    const given = { assigneeId, before: before.assigneeId, ...(why && { why }) }
    events.push(newEvent(MESSAGING_EVENTS['conversation.assigned'], id, actor, given))
  }
  if (names.includes('teamId')) {
    const given = { teamId, before: before.teamId }
    events.push(newEvent(MESSAGING_EVENTS['conversation.routed'], id, actor, given))
  }
  if (isClosed(status) && !isClosed(before.status))
    events.push(newEvent(MESSAGING_EVENTS['conversation.closed'], id, actor, { status }))
  return events
}

/**
 * The conversation on this channel with the person who has this number, in any form of the number; it is opened when
 * there is none. If the person is known by another form of the number, messages go to that form. Throws NOT_FOUND,
 * ORGANIZATION_REQUIRED or PLAN_BOUND_REACHED. Who does not see all conversations gets the one that they open, and
 * NOT_FOUND for one that they do not see.
 */
export async function openConversation(tx: Tx, to: { channelId: Uuid; phone: string }, actor: Actor): Promise<Uuid> {
  requireOrganization(tx.tenantId)
  const { id: channelId } = await getChannel(tx, to.channelId)
  const identities = [{ kind: 'phone' as const, scope: '', value: to.phone }]
  const contactId = await resolveNamed(tx, { identities })
  const key = { channelId, contactId, groupKey: null }
  const known = await tx.maybe(selectPersonConversations([key]))
  if (known) {
    await mustSee(tx, actor, 'conversation', known.id)
    return known.id
  }
  const address = await addressOf(tx, contactId, to.phone)
  const conversation = { id: newId(), ...key, ...address, groupName: null, status: 'open' as const }
  const opened = await tx.maybe(insertConversations(tx.tenantId, [conversation]))
  if ((await mergedAmong(tx, [contactId])).length > 0) throw new AppError(COMMON_ERRORS.CONFLICT)
  if (!opened) return await openConversation(tx, to, actor)
  const data = { channelId, contactId }
  await emit(tx, [newEvent(MESSAGING_EVENTS['conversation.created'], opened.id, actor, data)])
  if (actor.visibility)
    await patchConversation(tx, opened.id, { assigneeId: actor.id! }, { kind: actor.kind, id: actor.id! })
  return opened.id
}

/** The form of this number that WhatsApp knows, when somebody has written from it; else the number as it was given. */
async function addressOf(tx: Tx, contactId: Uuid, phone: string): Promise<{ address: string; addressKind: string }> {
  const { identities } = await getContact(tx, contactId)
  const forms = variantsOf(phone.slice(1))
  const [waId] = identities.filter(({ kind, value }) => kind === 'wa_id' && forms.includes(value))
  return waId && forms.length > 1
    ? { address: waId.value, addressKind: 'wa_id' }
    : { address: phone, addressKind: 'phone' }
}
