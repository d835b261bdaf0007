import { buttons, text } from '../reply.ts'
import { type PricedCartLine, priced } from './cart.ts'
import { idOf } from './intent.ts'
import { showCategories } from './menu.ts'
import { paged } from './page.ts'
import { askAddress, askBranch, askFulfilment, placeName, withFulfilment } from './place.ts'
import { newSession, type Session } from './session.ts'
import { after, money, stay, type Talk, type Turn } from './turn.ts'

/** Asks for what is missing next, in the order in which a person would. */
export function proceed(talk: Talk, session: Session): Turn {
  if (!session.fulfilment) return askFulfilment(talk, session)
  if (session.fulfilment === 'delivery' && !session.address) return askAddress(talk, session)
  const chosen = session.fulfilment === 'pickup' ? withFulfilment(talk, session, 'pickup') : session
  if (chosen.fulfilment === 'pickup' && !chosen.branchId && talk.facts.branches.length > 0)
    return askBranch(talk, chosen)
  if (chosen.cart.length === 0) return showCategories(talk, chosen)
  return chosen.checkout ? showSummary(talk, chosen) : showCart(talk, chosen)
}

const lineText = (talk: Talk, line: PricedCartLine) =>
  `${line.quantity} × ${line.name}: ${money(talk, line.amount, line.currency)}`

/** What is in the cart, and what can be done with it. */
export function showCart(talk: Talk, session: Session): Turn {
  const { say, facts } = talk
  if (session.cart.length === 0) return emptyCart(talk, session)
  const { lines, total, currency } = priced(session.cart, facts)
  const body = [
    say('cartTitle'),
    ...lines.map(line => `• ${lineText(talk, line)}`),
    say('cartTotal', { total: money(talk, total, currency) }),
  ]
  const choices = [
    { id: 'add_item', title: say('addItem') },
    { id: 'remove_item', title: say('removeItem') },
    { id: 'checkout', title: say('checkout') },
  ]
  return { session: { ...session, step: 'cart', choices: [] }, replies: buttons(body.join('\n'), choices) }
}

export function emptyCart(talk: Talk, session: Session): Turn {
  const idle: Session = { ...session, step: 'idle', choices: [] }
  return stay(talk, idle, talk.say('cartEmpty'))
}

/** Which line shall go? */
export function askRemove(talk: Talk, session: Session, page = 0): Turn {
  const { say, facts } = talk
  if (session.cart.length === 0) return emptyCart(talk, session)
  const rows = priced(session.cart, facts).lines.map(line => ({
    id: idOf.removeLine(line.itemId),
    title: line.name,
    description: `${line.quantity} × · ${money(talk, line.amount, line.currency)}`,
  }))
  const shown = paged(talk, rows, page, idOf.removals)
  const { replies, choices } = shown.as(say('askRemove'), say('removeItem'))
  return { session: { ...session, step: 'remove', page: shown.page, choices }, replies }
}

export function removeLine(talk: Talk, session: Session, itemId: string): Turn {
  const line = session.cart.find(other => other.itemId === itemId)
  if (!line) return after(text(talk.say('notInCart')), showCart(talk, session))
  const cart = session.cart.filter(other => other !== line)
  return after(text(talk.say('removed', { name: line.name })), showCart(talk, { ...session, cart }))
}

/** Type, place, lines, total, payment; and the question. Notes the total that was shown. */
export function showSummary(talk: Talk, session: Session): Turn {
  const { say, facts } = talk
  const { lines, total, currency } = priced(session.cart, facts)
  const isDelivery = session.fulfilment === 'delivery'
  const body = [
    say('summaryTitle'),
    placeLine(talk, session),
    '',
    ...lines.map(line => `• ${lineText(talk, line)}`),
    '',
    say('summaryTotal', { total: money(talk, total, currency) }),
    say(isDelivery ? 'payOnDelivery' : 'payOnPickup'),
    '',
    say('askConfirm'),
  ]
  const choices = [
    { id: 'confirm', title: say('confirm') },
    { id: 'view_cart', title: say('viewCart') },
    { id: 'cancel', title: say('cancel') },
  ]
  const shown: Session = { ...session, step: 'summary', quoted: total, choices: [] }
  return { session: shown, replies: buttons(body.join('\n'), choices) }
}

function placeLine(talk: Talk, session: Session): string {
  const { say, facts } = talk
  if (session.fulfilment === 'delivery') {
    return say('summaryDelivery', { place: session.address ? placeName(talk, session.address) : '' })
  }
  const branch = facts.branches.find(({ id }) => id === session.branchId)
  return branch ? say('summaryPickup', { place: branch.name }) : say('summaryPickupHere')
}

/** The cart is put aside, where to remains: the next order may go there too, but it is asked again. */
export const cleared = ({ facts }: Talk, session: Session): Session => ({
  ...newSession(facts.now),
  placed: session.placed,
})
