import type { Context } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { StoredEvent } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { type Provider, transportFor } from '../channels/index.ts'
import { placeOrder } from '../commerce/index.ts'
import {
  conversationContext,
  isRefusal,
  MESSAGING_EVENTS,
  type MessageDraft,
  queueMessage,
  refusalNow,
  setBotPaused,
} from '../messaging/index.ts'
import { getTenant, type Tenant } from '../tenancy/index.ts'
import { type Input, inputOf, type Origin } from './input.ts'
import type { Action, Dialogue, DialogueStep, OrderOutcome } from './plugin.ts'
import { pluginFor } from './plugins.ts'
import { fitting, type Reply } from './reply.ts'
import { lockSession, type StoredBotSession, updateSession } from './session.sql.ts'
import { chooseLocale } from './texts/language.ts'

/** To messages older than this the bot does not answer: people have moved on. Counted from our receipt, not by phones' clocks. */
const STALE_MS = 10 * 60_000

const RECEIVED = MESSAGING_EVENTS['message.received']
type Received = StoredEvent<typeof RECEIVED>['data']

const ACTOR = { kind: 'bot' } as const

/** A conversation, and how long a text its channel takes. */
interface ReplyTarget {
  conversationId: Uuid
  textLength: number
}

/** Which conversation a message came in, and who writes there. */
interface Place extends ReplyTarget {
  tenant: Tenant
  contactId: Uuid
  contactLocale: string | null
}

/**
 * Answers one message, exactly once: session, replies, order and pause are written in the transaction that marks the event
 * as handled. It stays silent when a person has the conversation, when the business has no bot, when the message is old or above
 * the limits of bot work, and when its answer could not be sent: it does not take orders that it cannot confirm. Then people are
 * told that somebody waits.
 */
export async function answerMessage(context: Context, tx: Tx, event: StoredEvent<typeof RECEIVED>): Promise<void> {
  const message = event.data
  const input = inputOf(message.type, message.content, originOf(message))
  if (!input || message.botPaused || message.wish || isStale(context, message.receivedAt)) return
  const place = await placeOf(tx, event.aggregateId)
  const plugin = place && pluginFor(place.tenant.businessType)
  if (!place || !plugin || !(await isWithinLimits(context, place))) return
  const { tenant, conversationId, contactId } = place
  const refusal = await refusalNow(tx, { conversationId, type: 'text', content: {}, author: ACTOR })
  if (refusal) return await leaveToPeople(tx, conversationId, refusal)
  const { state } = await tx.one(lockSession(tenant.id, conversationId))
  const locale = chooseLocale({
    contact: place.contactLocale,
    session: state.locale ?? null,
    text: input.kind === 'text' ? input.body : null,
    tenant: tenant.locale,
  })
  const dialogue = await plugin.prepare(tx, { tenant, contactId, locale, now: context.clock.now() })
  const step = await play(tx, event, place, dialogue, knownBy(plugin.name, state), input)
  await tx.run(updateSession(conversationId, step.step, { plugin: plugin.name, locale, data: step.data }))
}

/** Refusals that a bot cannot get over and a person may: the customer wrote, and somebody has to see it. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['CONTACT_OPTED_OUT', 'PLAN_LIMIT_REACHED'])

async function leaveToPeople(tx: Tx, conversationId: Uuid, refusal: AppError): Promise<void> {
  if (FOR_PEOPLE.has(refusal.code)) await setBotPaused(tx, conversationId, true, ACTOR)
}

const originOf = ({
  providerMessageId,
  replyToProviderId,
}: Pick<Received, 'providerMessageId' | 'replyToProviderId'>): Origin => ({
  messageId: providerMessageId,
  ...(replyToProviderId && { question: replyToProviderId }),
})

const isStale = (context: Context, at: string) => context.clock.now().getTime() - Date.parse(at) > STALE_MS

/** Undefined where no bot answers: the business is suspended or switched it off, it is a group, or a person has the conversation. */
async function placeOf(tx: Tx, conversationId: Uuid): Promise<Place | undefined> {
  const tenant = await getTenant(tx)
  if (tenant.status === 'suspended' || !tenant.settings.bot.enabled) return undefined
  const { conversation, contact, channel } = await conversationContext(tx, conversationId)
  // In groups people talk with each other.
  if (conversation.botPausedAt || !contact) return undefined
  return { ...targetOf(conversation, channel), tenant, contactId: contact.id, contactLocale: contact.locale }
}

/** The conversation to speak in. */
export const targetOf = ({ id }: { id: Uuid }, { provider }: { provider: Provider }): ReplyTarget => ({
  conversationId: id,
  textLength: transportFor(provider).capabilities.textLength,
})

const MINUTE = { perSeconds: 60 }
const PER_CUSTOMER = 20
const PER_TENANT = 60

/** Counts for the customer first: a customer who floods uses up their own limit, not the business's. */
async function isWithinLimits({ limits }: Context, { tenant, contactId }: Place): Promise<boolean> {
  const { bot } = tenant.settings
  const own = { name: 'bot-customer', points: bot.customerMessagesPerMinute ?? PER_CUSTOMER, ...MINUTE }
  if (!(await limits.take(own, `${tenant.id}:${contactId}`)).allowed) return false
  const all = { name: 'bot-tenant', points: bot.messagesPerMinute ?? PER_TENANT, ...MINUTE }
  return (await limits.take(all, tenant.id)).allowed
}

const knownBy = (plugin: string, state: Partial<StoredBotSession>) => (state.plugin === plugin ? state.data : null)

/** Decides what to do, does it and queues the replies; returns the new state of the conversation. */
async function play(
  tx: Tx,
  event: Pick<StoredEvent, 'id'>,
  place: Place,
  dialogue: Dialogue,
  data: unknown,
  input: Input,
): Promise<DialogueStep> {
  const { actions, ...answer } = dialogue.answer(data, input)
  let step: DialogueStep = answer
  for (const action of actions) {
    if (action.do !== 'placeOrder') continue
    const settled = dialogue.settle(step.data, await order(tx, event, place, action))
    step = { ...settled, replies: [...step.replies, ...settled.replies] }
  }
  await say(tx, event, place, step.replies)
  if (actions.some(action => action.do === 'handOver')) await setBotPaused(tx, place.conversationId, true, ACTOR)
  return step
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

/**
 * Queues messages under keys made from the event: handled twice, each is sent once. A text too long for the channel goes as
 * several. From the first that is refused on nothing more is said: trying again would not help.
 *
 * @returns why not all was said
 */
export async function say(
  tx: Tx,
  event: Pick<StoredEvent, 'id'>,
  { conversationId, textLength }: ReplyTarget,
  replies: readonly Reply[],
  how: Pick<MessageDraft, 'unasked' | 'solicited'> = {},
): Promise<AppError | undefined> {
  for (const [no, { type, content }] of fitting(replies, textLength).entries()) {
    const clientKey = `bot:${event.id}:${no}`
    const message = { conversationId, type, content, author: ACTOR, clientKey, ...how }
    const refusal = await queueMessage(tx, message).then(() => undefined, refusalOrThrow)
    if (refusal) return refusal
  }
  return undefined
}

function refusalOrThrow(error: unknown): AppError {
  if (isRefusal(error)) return error
  throw error
}
