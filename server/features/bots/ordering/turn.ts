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

/** The state after a message, and the replies. */
export interface Turn {
  session: Session
  replies: Reply[]
}

/** The same turn with something said before it. */
export const after = (before: Reply[], turn: Turn): Turn => ({ ...turn, replies: [...before, ...turn.replies] })

export const money = ({ facts }: Talk, amount: number, currency: string): string =>
  formatMoney(amount, currency, facts.locale)

/** An example for help: two real codes of this business, as they are typed; null when nothing can be ordered. */
export function example({ facts }: Talk): string | null {
  const [first, second] = facts.items.filter(item => item.available)
  if (!first) return null
  return second ? `#${first.code} #${second.code} x2` : `#${first.code} x2`
}

/** The buttons that help at this step of the conversation. */
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

/** Says something, stays at the same step, and shows a way out. */
export const stay = (talk: Talk, session: Session, body: string): Turn => ({
  session,
  replies: buttons(body, wayOut(talk, session)),
})

/** When nothing can be ordered, the bot says so and offers a person, instead of asking questions that lead to nothing. */
export const nothingToOrder = (talk: Talk, session: Session): Turn =>
  stay(talk, { ...session, step: 'idle', itemId: null, choices: [] }, talk.say('emptyMenu'))
