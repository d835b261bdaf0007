import type { Context } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { PutOffEvent, StoredEvent } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { placeOrder } from '../commerce/index.ts'
import {
  type Outbox,
  openOutbox,
  queueForPeople,
  sendStarterOf,
  setBotPaused,
  withdrawUnsent,
} from '../messaging/index.ts'
import { getTenant, type Tenant } from '../tenancy/index.ts'
import type { Action, Dialogue, DialogueStep, OrderOutcome, Plugin, Scope } from './plugin.ts'
import { pluginFor } from './plugins.ts'
import type { Reply } from './reply.ts'
import { ACTOR, type ReplyTarget, reply, targetOf } from './say.ts'
import { type BotSession, selectSessions, writeSessions } from './session.sql.ts'
import { chooseLocale } from './texts/language.ts'
import { type AnswerableMessage, type CustomerTurn, type Received, turnsOf, waitOf } from './turns.ts'

/** The bot of one business, at work in one transaction. */
interface Work {
  context: Context
  tx: Tx
  tenant: Tenant
  plugin: Plugin
  outbox: Outbox
}

/** A turn, who wrote it, and where. */
interface Place extends ReplyTarget {
  turn: CustomerTurn
  contactId: Uuid
  contactLocale: string | null
  session: BotSession | undefined
}

/**
 * Answers the messages of one business, exactly once: sessions, replies, orders and pauses are written in the transaction that
 * marks the events as handled. What a customer writes within a moment is one turn and gets one answer. The bot stays silent when a
 * person has the conversation, when the business has no bot, when the message is old or above the limits of bot work, and when its
 * answer could not be sent: it does not take orders that it cannot confirm. Then people are told that somebody waits.
 *
 * @returns messages that wait for what their customer writes next
 */
export async function answerMessages(
  context: Context,
  tx: Tx,
  events: readonly Received[],
): Promise<readonly PutOffEvent[]> {
  const now = context.clock.now()
  const turns = turnsOf(events, now)
  const tenant = await getTenant(tx)
  const plugin = pluginFor(tenant.businessType)
  const answers = plugin !== undefined && tenant.status !== 'suspended' && tenant.settings.bot.enabled
  if (!answers || turns.length === 0) {
    await leaveToPeople(tx, events, [])
    return []
  }
  const ids = turns.map(turn => turn.conversationId)
  const outbox = await openOutbox(tx, ids, sendStarterOf(context))
  const sessions = await sessionsOf(tx, outbox, turns)
  const places = turns.flatMap(turn => placeOf(outbox, sessions.get(turn.conversationId), turn))
  const groupSeconds = tenant.settings.bot.groupSeconds ?? context.config.botGroupSeconds
  const waits = places.map(place => waitOf(place.turn, place.session?.updatedAt, groupSeconds, now))
  const due = places.filter((_, index) => waits[index] === 0)
  if (due.length > 0) await answerTurns({ context, tx, tenant, plugin, outbox }, due)
  await leaveToPeople(tx, events, places)
  return places.flatMap(({ turn }, index) => {
    const seconds = waits[index]!
    return seconds > 0 ? turn.heard.map(({ event }) => ({ eventId: event.id, seconds })) : []
  })
}

/** Where no bot speaks, customers wait for a person. */
async function leaveToPeople(tx: Tx, events: readonly Received[], places: readonly Place[]): Promise<void> {
  const spoken = new Set(places.map(place => place.turn.conversationId))
  const ids = new Set(events.map(event => event.aggregateId))
  await queueForPeople(
    tx,
    [...ids].filter(id => !spoken.has(id)),
  )
}

/** What the bot knows of conversations. One that holds nothing but this turn cannot have been answered before. */
async function sessionsOf(tx: Tx, outbox: Outbox, turns: readonly CustomerTurn[]): Promise<Map<Uuid, BotSession>> {
  const older = turns.filter(
    ({ conversationId, heard }) => outbox.place(conversationId).conversation.lastSeq > heard.length,
  )
  const ids = older.map(turn => turn.conversationId)
  const rows = ids.length > 0 ? await tx.rows(selectSessions(ids)) : []
  return new Map(rows.map(row => [row.conversationId, row]))
}

/** Nothing where no bot answers: in groups people talk with each other, and a person may have the conversation. */
function placeOf(outbox: Outbox, session: BotSession | undefined, { conversationId, heard }: CustomerTurn): Place[] {
  const answered = new Set(session?.state.answered)
  const turn = { conversationId, heard: heard.filter(({ event }) => !answered.has(event.id)) }
  if (turn.heard.length === 0) return []
  const { conversation, provider, contact } = outbox.place(turn.conversationId)
  if (conversation.botPaused || !contact || !provider) return []
  return [
    {
      ...targetOf(conversation, { provider }),
      trace: turn.heard.at(-1)?.event.trace,
      turn,
      contactId: contact.id,
      contactLocale: contact.locale,
      session,
    },
  ]
}

async function answerTurns(work: Work, places: readonly Place[]): Promise<void> {
  const { tx, plugin, tenant, outbox } = work
  const able: Place[] = []
  for (const place of places) {
    const heard = await withinLimits(work, place)
    if (heard.length > 0 && (await canSpeak(work, place))) able.push({ ...place, turn: { ...place.turn, heard } })
  }
  if (able.length === 0) return
  const contactIds = able.map(place => place.contactId)
  const prepared = await plugin.prepare(tx, tenant, contactIds)
  const answers: Answer[] = []
  for (const place of able) answers.push(await answer(work, place, prepared))
  // Handing over comes after the words, which end the customer's waiting.
  await outbox.write()
  const sessions = answers.map(one => one.session)
  await tx.run(writeSessions(tenant.id, sessions))
  for (const { session, handsOver } of answers)
    if (handsOver) await setBotPaused(tx, session.conversationId, true, ACTOR)
}

const MINUTE = { perSeconds: 60 }
const PER_CUSTOMER = 20
const PER_TENANT = 60

/** Counts for the customer first: a customer who floods uses up their own limit, not the business's. */
async function withinLimits(
  { context: { limits }, tenant }: Work,
  { turn, contactId }: Place,
): Promise<AnswerableMessage[]> {
  const { bot } = tenant.settings
  const own = { name: 'bot-customer', points: bot.customerMessagesPerMinute ?? PER_CUSTOMER, ...MINUTE }
  const all = { name: 'bot-tenant', points: bot.messagesPerMinute ?? PER_TENANT, ...MINUTE }
  const within: AnswerableMessage[] = []
  for (const heard of turn.heard) {
    if (!(await limits.take(own, `${tenant.id}:${contactId}`)).allowed) continue
    if ((await limits.take(all, tenant.id)).allowed) within.push(heard)
  }
  return within
}

/** Refusals that a bot cannot get over and a person may: the customer wrote, and somebody has to see it. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['CONTACT_OPTED_OUT', 'PLAN_LIMIT_REACHED'])

async function canSpeak({ tx, outbox }: Work, { conversationId }: Place): Promise<boolean> {
  const refusal = await outbox.refusal({ conversationId, type: 'text', content: {}, author: ACTOR })
  if (refusal && FOR_PEOPLE.has(refusal.code)) await setBotPaused(tx, conversationId, true, ACTOR)
  return refusal === undefined
}

/** So many events of a turn are remembered as answered; it has hardly ever more. */
const REMEMBERED = 20

/** What a turn leaves behind. */
interface Answer {
  session: BotSession
  handsOver: boolean
}

/**
 * Goes through the messages of a turn as if each had been answered, and says what is left to say: the replies to the last one, and
 * that an order was placed. The questions in between were answered by what followed. After a customer asked for a person, the rest
 * is the person's.
 */
async function answer(work: Work, place: Place, prepared: (scope: Scope) => Promise<Dialogue>): Promise<Answer> {
  const { plugin, tenant, tx, context } = work
  const { turn, contactId, conversationId, contactLocale, session } = place
  const known = session?.state ?? {}
  let dialogues = prepared
  let locale = known.locale ?? null
  let played: Played = { data: known.plugin === plugin.name ? known.data : null, step: 'new', ...SILENCE }
  const told: Reply[] = []
  const answeredIds: Uuid[] = []
  for (const heard of turn.heard) {
    answeredIds.push(heard.event.data.messageId)
    told.push(...played.told)
    const text = heard.input.kind === 'text' ? heard.input.body : null
    locale = chooseLocale({ contact: contactLocale, session: locale, text, tenant: tenant.locale })
    const dialogue = await dialogues({ contactId, locale, now: context.clock.now() })
    played = await play(work, heard, place, dialogue, played.data)
    if (played.handsOver) break
    // What follows an order in the same turn sees the order.
    if (played.told.length > 0 && heard !== turn.heard.at(-1)) dialogues = await plugin.prepare(tx, tenant, [contactId])
  }
  const { data, step, replies, handsOver } = played
  if (!work.outbox.place(conversationId).idle) await withdrawUnsent(tx, known.replaceable ?? [])
  await reply(work.outbox, place, told, answeredIds)
  const questions = await reply(work.outbox, place, replies, answeredIds)
  await reply(work.outbox, place, played.told, answeredIds)
  const replaceable = handsOver ? [] : questions
  const answered = turn.heard.map(({ event }) => event.id).slice(-REMEMBERED)
  const state = { plugin: plugin.name, locale, data, replaceable, answered }
  return { session: { conversationId, step, state }, handsOver }
}

/** A message with everything done that it asked for. */
interface Played extends DialogueStep {
  /** What is said of an order that was placed or refused. */
  told: Reply[]
  handsOver: boolean
}

const SILENCE = { replies: [], told: [], handsOver: false }

async function play(
  work: Work,
  { event, input }: AnswerableMessage,
  place: Place,
  dialogue: Dialogue,
  data: unknown,
): Promise<Played> {
  const { actions, ...answer } = dialogue.answer(data, input)
  let played: Played = { ...answer, told: [], handsOver: actions.some(action => action.do === 'handOver') }
  for (const action of actions) {
    if (action.do !== 'placeOrder') continue
    const settled = dialogue.settle(played.data, await order(work.tx, event, place, action))
    played = { ...played, ...settled, replies: played.replies, told: [...played.told, ...settled.replies] }
  }
  return played
}

/** The event of the message is the order's source key: when the event is handled twice, there is one order. */
async function order(
  tx: Tx,
  event: Pick<StoredEvent, 'id'>,
  { conversationId, contactId }: Place,
  action: Action & { do: 'placeOrder' },
): Promise<OrderOutcome> {
  const { fulfilment, branchId, address, lines, note } = action
  try {
    const { number, totalAmount, currency } = await placeOrder(tx, {
      sourceKey: `bot:${event.id}`,
      conversationId,
      contactId,
      fulfilment,
      branchId: branchId ?? undefined,
      address: address ?? undefined,
      lines,
      note: note ?? undefined,
      payment: 'cash',
      actor: ACTOR,
    })
    return { kind: 'placed', number, totalAmount, currency }
  } catch (error) {
    // Orders are refused before anything is written, so the transaction can go on.
    if (error instanceof AppError && error.code.startsWith('ORDER_')) return { kind: 'refused', code: error.code }
    throw error
  }
}
