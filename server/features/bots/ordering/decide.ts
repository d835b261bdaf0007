import type { Input } from '../input.ts'
import type { Action, OrderOutcome } from '../plugin.ts'
import { buttons, type Reply, text } from '../reply.ts'
import { speaker } from '../texts/texts.ts'
import { priced, reconcile } from './cart.ts'
import { cleared, proceed, quoteOf, showCart, showSummary } from './checkout.ts'
import { readEdit } from './edit.ts'
import { canOrder, type Facts } from './facts.ts'
import type { Intent } from './intent.ts'
import { perform, welcome } from './perform.ts'
import { askFulfilment } from './place.ts'
import { newSession, type Session } from './session.ts'
import { isCountedAlready, noteSource } from './sources.ts'
import { after, money, stay, type Talk, type Turn } from './turn.ts'
import { understand } from './understand.ts'

export interface Decision extends Turn {
  actions: Action[]
}

/**
 * One step of the ordering conversation. From its state, what the customer did and the facts, it makes the next state, the
 * replies and what is to be done. Pure: no clock, no database. Never throws. It is silent only when it has just answered the
 * same, or when a changed message changes nothing.
 */
export function decide(stored: Session | null, input: Input, facts: Facts): Decision {
  const talk: Talk = { facts, say: speaker(facts.locale, facts.trade) }
  const { session: kept, isNew, isBack } = begin(stored, facts)
  const { session, dropped } = reconcile(kept, facts)
  if (input.kind === 'edit') return readEdit(talk, session, input)
  const intent = understand(session, input, facts)
  const notice: Reply[] = dropped.length > 0 ? text(talk.say('dropped', { names: dropped.join(', ') })) : []
  if (isCountedAlready(session, input, intent))
    return plain(after(text(talk.say('countedAlready')), showCart(talk, session)))
  if (isBack && !standsAlone(intent)) return plain(comeBack(talk, session))
  if (isNew && isGuess(intent)) return plain(welcome(talk, session))
  if (intent.do === 'command' && intent.command === 'support') return handOver(talk, calm(session), notice)
  if (intent.do === 'command' && intent.command === 'confirm' && session.step === 'summary') {
    return confirm(talk, calm(session), notice)
  }
  // Where nothing can be ordered, only a person can help.
  if (!canOrder(facts) && (isGuess(intent) || intent.do === 'unreadable')) return handOver(talk, calm(session), notice)
  const turn = perform(talk, session, intent)
  return plain(after(notice, { ...turn, session: noteSource(session, turn.session, input, intent) }))
}

const plain = (turn: Turn): Decision => ({ ...turn, actions: [] })

/** Something was understood: the count of misunderstandings goes back to zero. */
const calm = (session: Session): Session => ({ ...session, misunderstood: 0 })

/** The session as it was; or a new one when the customer writes for the first time, or was silent for too long. */
function begin(stored: Session | null, facts: Facts): { session: Session; isNew: boolean; isBack: boolean } {
  if (!stored) return { session: newSession(facts.now), isNew: true, isBack: false }
  const silent = facts.now.getTime() - Date.parse(stored.at)
  const isOver = !(silent <= facts.idleMinutes * 60_000)
  if (!isOver) return { session: { ...stored, at: facts.now.toISOString() }, isNew: false, isBack: false }
  const isBack = stored.step !== 'idle' || stored.cart.length > 0
  const { placed, placedFrom, answered, round } = stored
  return {
    session: { ...newSession(facts.now), placed, placedFrom, answered, round: round + 1 },
    isNew: !isBack,
    isBack,
  }
}

const ALONE: ReadonlySet<string> = new Set([
  'greet',
  'menu',
  'codes',
  'newOrder',
  'track',
  'support',
  'help',
  'delivery',
  'pickup',
  'cancel',
  'thanks',
])

/** Whether it makes sense without what was said before. */
const standsAlone = (intent: Intent) => intent.do === 'codes' || (intent.do === 'command' && ALONE.has(intent.command))

/** The first message of a conversation does not count as misunderstood. */
const isGuess = (intent: Intent) => ['unknown', 'again', 'oldButton'].includes(intent.do)

const comeBack = (talk: Talk, session: Session): Turn =>
  after(text(talk.say('welcomeBack')), askFulfilment(talk, session))

function handOver({ say }: Talk, session: Session, notice: Reply[]): Decision {
  return { session, replies: [...notice, ...text(say('support'))], actions: [{ do: 'handOver' }] }
}

/** Places the order as the summary showed it. When something has changed since, it shows the summary again. */
function confirm(talk: Talk, session: Session, notice: Reply[]): Decision {
  const { lines } = priced(session.cart, talk.facts)
  const next = proceed(talk, { ...session, checkout: true })
  if (notice.length > 0 || next.session.step !== 'summary') return plain(after(notice, next))
  if (!isSameQuote(session.quoted, quoteOf(lines))) {
    return plain(after(text(talk.say('priceChanged')), showSummary(talk, session)))
  }
  const { fulfilment, branchId, address, note } = next.session
  const wanted = lines.map(({ itemId, quantity, note, unitAmount }) => ({
    itemId,
    quantity,
    amount: unitAmount,
    ...(note !== undefined && { note }),
  }))
  const place = { do: 'placeOrder' as const, fulfilment: fulfilment!, branchId, address, lines: wanted, note }
  return { session, replies: [], actions: [place] }
}

/** Line by line: one price up and another down leave the same total. */
const isSameQuote = (one: Session['quoted'], other: Session['quoted']): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** What is said once the order is placed or refused. */
export function settle(session: Session, outcome: OrderOutcome, facts: Facts): Turn {
  const talk: Talk = { facts, say: speaker(facts.locale, facts.trade) }
  const { say } = talk
  if (outcome.kind === 'placed') {
    const { number, totalAmount, currency } = outcome
    const body = say('placed', { number, total: money(talk, totalAmount, currency) })
    const choices = [
      { id: 'track_order', title: say('trackOrder') },
      { id: 'new_order', title: say('newOrder') },
    ]
    const placedFrom = session.sources.map(source => source.messageId)
    return { session: { ...cleared(talk, session), placed: number, placedFrom }, replies: buttons(body, choices) }
  }
  if (outcome.code.startsWith('ORDER_ITEM')) return after(text(say('refusedItems')), showCart(talk, session))
  if (outcome.code === 'ORDER_PRICE_CHANGED') return after(text(say('priceChanged')), showSummary(talk, session))
  if (outcome.code === 'ORDER_BRANCH_UNAVAILABLE') {
    return after(text(say('refusedBranch')), proceed(talk, { ...session, branchId: null }))
  }
  return stay(talk, session, say('refused'))
}
