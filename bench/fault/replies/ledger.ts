import { judgeSends, messageOf, type SendLedger } from '../sends/ledger.ts'
import type { Turn } from './turns.ts'

/** An order as the database has it; `customer` is the number it came from. */
export interface PlacedOrder {
  customer: string
  wish: string
  /** How often its placing was told. */
  events: number
}

/** What happened on the whole way in one run. Messages of customers are named by the provider's ids. */
export interface ReplyLedger {
  /** What the bots said, beside the customers' messages that were acknowledged and filed. */
  sends: SendLedger
  /** Messages that customers wrote, acknowledged or not. */
  written: ReadonlySet<string>
  turns: readonly Turn[]
  /** Messages of the bots that never left, because a newer answer took their place. */
  replaced: ReadonlySet<string>
  /** Messages in a conversation that the bot had left to people before, and that people see. */
  leftToPeople: ReadonlySet<string>
  /** What customers confirmed, by their number. */
  confirmed: ReadonlyMap<string, { messageId: string; wish: string }>
  orders: readonly PlacedOrder[]
  /** Of messages whose every status the provider has reported: those that do not have the last one. */
  statusesBehind: number
  deadLetters: number
  brokenSequences: number
  brokenEvents: number
}

/** The figures of a run; all after `mustBeNone` must be 0. */
export interface ReplyVerdict {
  written: number
  acknowledged: number
  /** Exactly one turn, whose every part the provider took. */
  answered: number
  /** Exactly one turn, of which nobody knows whether a part arrived: on the list for people. */
  answeredUnknown: number
  leftToPeople: number
  /** In turns that answer several messages together. */
  answeredTogether: number
  said: number
  /** Messages of the bots whose place a newer answer took before they had left; they do not count as said. */
  replaced: number
  ambiguousInjected: number
  unknownNow: number
  ordersConfirmed: number
  ordersPlaced: number
  /** The figures that must be 0, by what they mean. */
  mustBeNone: Record<(typeof FAILURES)[number], number>
  passed: boolean
}

/** What must not happen. */
export const FAILURES = [
  'inboundLost',
  'inboundDuplicated',
  'inboundUnexpected',
  'unanswered',
  'answeredTwice',
  'unasked',
  'acceptedTwice',
  'replacedYetSent',
  'wrongOutcome',
  'unnoticed',
  'neverSent',
  'unknownToUs',
  'ordersMissing',
  'ordersTwice',
  'ordersWrong',
  'statusesBehind',
  'deadLetters',
  'pending',
  'brokenSequences',
  'brokenEvents',
] as const

/** Compares the sets: who wrote, who was answered, by what, and what was ordered. */
export function judgeReplies(ledger: ReplyLedger): ReplyVerdict {
  const { sends, written, turns } = ledger
  const saying = judgeSends(sends)
  const answers = answersOf(ledger)
  const filed = [...sends.filedInbound.keys()]
  const orders = judgeOrders(ledger)
  const isOurs = (id: string) => sends.intended.has(id) || ledger.replaced.has(id)
  const strangers = [...sends.calledAttempts, ...sends.accepted.keys()].map(messageOf).filter(id => !isOurs(id))
  const taken = new Set([...sends.accepted.keys()].map(messageOf))
  const mustBeNone = {
    inboundLost: saying.inboundLost,
    inboundDuplicated: saying.inboundDuplicated,
    inboundUnexpected: filed.filter(id => !written.has(id)).length,
    unanswered: answers.none,
    answeredTwice: answers.twice,
    unasked: turns.filter(({ inputs }) => !inputs.some(id => written.has(id))).length,
    acceptedTwice: saying.duplicated,
    replacedYetSent: [...ledger.replaced].filter(id => taken.has(id)).length,
    wrongOutcome: saying.lost,
    unnoticed: saying.unnoticed,
    neverSent: saying.neverAttempted,
    unknownToUs: new Set(strangers).size,
    ...orders.mustBeNone,
    statusesBehind: ledger.statusesBehind,
    deadLetters: ledger.deadLetters,
    pending: saying.pending,
    brokenSequences: ledger.brokenSequences,
    brokenEvents: ledger.brokenEvents,
  }
  return {
    written: written.size,
    acknowledged: sends.acknowledgedInbound.size,
    answered: answers.known,
    answeredUnknown: answers.unknown,
    leftToPeople: answers.people,
    answeredTogether: turns.filter(({ inputs }) => inputs.length > 1).flatMap(({ inputs }) => inputs).length,
    said: sends.intended.size,
    replaced: ledger.replaced.size,
    ambiguousInjected: saying.ambiguousInjected,
    unknownNow: saying.unknownNow,
    ordersConfirmed: ledger.confirmed.size,
    ordersPlaced: ledger.orders.length,
    mustBeNone,
    passed: Object.values(mustBeNone).every(count => count === 0),
  }
}

/** How the messages that are in the conversations were answered. */
function answersOf({ sends, turns, leftToPeople }: ReplyLedger) {
  const answers = new Map<string, Turn[]>()
  for (const turn of turns) for (const id of turn.inputs) answers.set(id, [...(answers.get(id) ?? []), turn])
  const counts = { known: 0, unknown: 0, people: 0, none: 0, twice: 0 }
  for (const id of sends.filedInbound.keys()) {
    const [turn, ...more] = answers.get(id) ?? []
    if (more.length > 0) counts.twice++
    else if (!turn && leftToPeople.has(id)) counts.people++
    else if (!turn || turn.bubbles.length === 0) counts.none++
    else if (turn.bubbles.some(bubble => sends.statuses.get(bubble) === 'unknown')) counts.unknown++
    else counts.known++
  }
  return counts
}

/** A confirmation that was acknowledged makes one order; one that was not may have made one; nothing else makes any. */
function judgeOrders({ sends, confirmed, orders }: ReplyLedger) {
  const placed = Map.groupBy(orders, order => order.customer)
  const due = [...confirmed].filter(([, { messageId }]) => sends.acknowledgedInbound.has(messageId))
  const isWrong = ({ customer, wish, events }: PlacedOrder) => confirmed.get(customer)?.wish !== wish || events !== 1
  return {
    mustBeNone: {
      ordersMissing: due.filter(([customer]) => !placed.has(customer)).length,
      ordersTwice: [...placed.values()].filter(of => of.length > 1).length,
      ordersWrong: orders.filter(isWrong).length,
    },
  }
}
