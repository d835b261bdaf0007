import type { Reply } from '../reply.ts'
import { buttons } from '../reply.ts'
import { formatMoney } from '../texts/money.ts'
import type { Say } from '../texts/texts.ts'
import { canOrder, type Facts } from './facts.ts'
import type { Session } from './session.ts'

/** What one answer needs: the facts, and words in the right language. */
export interface Talk {
  facts: Facts
  say: Say
}

/** How things stand after a message, and what is said. */
export interface Turn {
  session: Session
  replies: Reply[]
}

/** The same turn with something said before it. */
export const after = (before: Reply[], turn: Turn): Turn => ({ ...turn, replies: [...before, ...turn.replies] })

export const money = ({ facts }: Talk, amount: number, currency: string): string =>
  formatMoney(amount, currency, facts.locale)

/** Two real codes of this business, as they are typed; null while nothing can be ordered. */
export function example({ facts }: Talk): string | null {
  const [first, second] = facts.items.filter(item => item.available)
  if (!first) return null
  return second ? `#${first.code} #${second.code} x2` : `#${first.code} x2`
}

/** The buttons that help from where the conversation stands. */
export function wayOut({ say, facts }: Talk, session: Session) {
  const support = { id: 'contact_support', title: say('contactSupport') }
  const isOrdering = session.step !== 'idle' || session.cart.length > 0
  if (!canOrder(facts))
    return [...(facts.orders.length > 0 ? [{ id: 'track_order', title: say('trackOrder') }] : []), support]
  if (!isOrdering) {
    const order = { id: 'new_order', title: say('newOrder') }
    return [order, { id: 'track_order', title: say('trackOrder') }, support]
  }
  const second =
    session.cart.length > 0 || facts.orders.length === 0
      ? { id: 'view_cart', title: say('viewCart') }
      : { id: 'track_order', title: say('trackOrder') }
  return [{ id: 'show_menu', title: say('showMenu') }, second, support]
}

/** Says something and leaves the conversation where it is, with a way out. */
export const stay = (talk: Talk, session: Session, body: string): Turn => ({
  session,
  replies: buttons(body, wayOut(talk, session)),
})

/** Where nothing can be ordered the bot says so once and offers a person, instead of leading through questions to nothing. */
export const nothingToOrder = (talk: Talk, session: Session): Turn =>
  stay(talk, { ...session, step: 'idle', itemId: null, choices: [] }, talk.say('emptyMenu'))
