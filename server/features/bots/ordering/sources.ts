import type { Input } from '../input.ts'
import { addedBetween } from './cart.ts'
import type { Intent } from './intent.ts'
import type { Session } from './session.ts'

/** How many questions (twice) and messages are remembered; an order has far fewer. */
const MOST = 40

/** A question is answered once. Its buttons stay in the chat for ever, and phones may send a tap twice. */
export const isCountedAlready = (session: Session, input: Input, intent: Intent): boolean =>
  input.kind === 'tap' && questionsOf(session, input, intent).some(question => session.answered.includes(question))

/**
 * The session with what this message brought into the order, and with the question that it answered. A tap, too: where customers
 * see no buttons they answer in words, and may change these.
 */
export function noteSource(before: Session, now: Session, input: Input, intent: Intent): Session {
  const answered = now.cart === before.cart || intent.do !== 'quantity' ? [] : questionsOf(before, input, intent)
  const noted = { ...now, answered: [...now.answered, ...answered].slice(-MOST) }
  const { messageId } = input
  if (messageId === undefined) return noted
  const lines = addedBetween(before.cart, now.cart)
  const address = now.address !== null && now.address !== before.address
  const note = now.note !== null && now.note !== before.note
  if (lines.length === 0 && !address && !note) return noted
  return { ...noted, sources: [...noted.sources, { messageId, lines, address, note }].slice(-MOST) }
}

/**
 * The question for a quantity that somebody answers: the message, as far as the provider names it, and its count in the order. Only
 * answers that add something are remembered: choosing a dish twice only asks the same question twice.
 */
function questionsOf(session: Session, input: Input, intent: Intent): string[] {
  if (intent.do !== 'quantity' && intent.do !== 'otherQuantity') return []
  const { round, asked } = intent.itemId === undefined ? session : intent
  const message = input.kind === 'tap' && intent.do === 'quantity' ? input.question : undefined
  return [...(message ? [message] : []), ...(round !== undefined && asked !== undefined ? [`${round}.${asked}`] : [])]
}
