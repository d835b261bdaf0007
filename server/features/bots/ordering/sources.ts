import type { Input } from '../input.ts'
import { addedBetween } from './cart.ts'
import type { Intent } from './intent.ts'
import type { Session } from './session.ts'

/** How many questions and messages are remembered; an order has far fewer. */
const MOST = 40

/** The session with what this message brought into the order, and with the question that it answered. */
export function noteSource(before: Session, now: Session, input: Input, intent: Intent): Session {
  const answered = answeredBy(input, intent)
  const noted = answered ? { ...now, answered: [...now.answered, answered].slice(-MOST) } : now
  const { messageId } = input
  if (messageId === undefined || input.kind === 'tap') return noted
  const lines = addedBetween(before.cart, now.cart)
  const address = now.address !== null && now.address !== before.address
  const note = now.note !== null && now.note !== before.note
  if (lines.length === 0 && !address && !note) return noted
  return { ...noted, sources: [...noted.sources, { messageId, lines, address, note }].slice(-MOST) }
}

/** Only answers that add something are remembered. Choosing a dish twice only asks the same question twice. */
const answeredBy = (input: Input, intent: Intent): string | undefined =>
  intent.do === 'quantity' && input.kind === 'tap' ? input.question : undefined
