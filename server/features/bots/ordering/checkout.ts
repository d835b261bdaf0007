import { buttons, text } from '../reply.ts'
import { type PricedCartLine, priced } from './cart.ts'
import { canOrder } from './facts.ts'
import { idOf } from './intent.ts'
import { askQuantity, showCategories } from './menu.ts'
import { paged } from './page.ts'
import { askAddress, askBranch, askFulfilment, placeName, withFulfilment } from './place.ts'
import { newSession, type Session } from './session.ts'
import { after, money, nothingToOrder, stay, type Talk, type Turn } from './turn.ts'

/** Asks for the next thing that is missing, in the order in which a person would ask. */
export function proceed(talk: Talk, session: Session): Turn {
  if (!canOrder(talk.facts)) return nothingToOrder(talk, session)
  if (!session.fulfilment) return askFulfilment(talk, session)
  if (session.fulfilment === 'delivery' && !session.address) return askAddress(talk, session)
  const chosen = session.fulfilment === 'pickup' ? withFulfilment(talk, session, 'pickup') : session
  if (chosen.fulfilment === 'pickup' && !chosen.branchId && talk.facts.branches.length > 0)
    return askBranch(talk, chosen)
  // The customer chose an item and then spoke of something else: the item still needs a quantity.
  if (chosen.itemId) return askQuantity(talk, chosen, chosen.itemId)
  if (chosen.cart.length === 0) return showCategories(talk, chosen)
  return chosen.checkout ? showSummary(talk, chosen) : showCart(talk, chosen)
}

export const lineText = (talk: Talk, line: PricedCartLine): string => {
  const priced = `${line.quantity} × ${line.name}: ${money(talk, line.amount, line.currency)}`
  return line.note ? `${priced}\n   📝 ${line.note}` : priced
}

const noteLine = ({ note }: Session) => (note ? [`📝 ${note}`] : [])

/** What is in the cart, and what can be done with it. */
export function showCart(talk: Talk, session: Session): Turn {
  const { say, facts } = talk
  if (session.cart.length === 0) return emptyCart(talk, session)
  const { lines, total, currency } = priced(session.cart, facts)
  const body = [
    say('cartTitle'),
    ...lines.map(line => `• ${lineText(talk, line)}`),
    ...noteLine(session),
    say('cartTotal', { total: money(talk, total, currency) }),
  ]
  const choices = [
    { id: 'add_item', title: say('addItem') },
    { id: 'remove_item', title: say('removeItem') },
    { id: 'checkout', title: say('checkout') },
  ]
  return {
    session: { ...session, step: 'cart', itemId: null, choices: [] },
    replies: buttons(body.join('\n'), choices),
  }
}

export function emptyCart(talk: Talk, session: Session): Turn {
  const idle: Session = { ...session, step: 'idle', itemId: null, choices: [] }
  return stay(talk, idle, talk.say('cartEmpty'))
}

/** What the summary shows, line by line: two prices that changed can leave the total as it was. */
export const quoteOf = (lines: readonly PricedCartLine[]): NonNullable<Session['quoted']> =>
  lines.map(({ itemId, quantity, unitAmount: amount, currency, name }) => ({
    itemId,
    quantity,
    amount,
    currency,
    name,
  }))

/** Asks which line to remove. */
export function askRemove(talk: Talk, session: Session, page = 0): Turn {
  const { say, facts } = talk
  if (session.cart.length === 0) return emptyCart(talk, session)
  const { lines } = priced(session.cart, facts)
  const rows = lines.map((line, at) => ({
    id: idOf.removeLine(line.itemId, lines.slice(0, at).filter(other => other.itemId === line.itemId).length),
    title: line.name,
    description: [`${line.quantity} ×`, money(talk, line.amount, line.currency), line.note].filter(Boolean).join(' · '),
  }))
  const shown = paged(talk, rows, page, idOf.removals)
  const { replies, choices } = shown.as(say('askRemove'), say('removeItem'))
  return { session: { ...session, step: 'remove', itemId: null, page: shown.page, choices }, replies }
}

export function removeLine(talk: Talk, session: Session, itemId: string, no = 0): Turn {
  const line = session.cart.filter(other => other.itemId === itemId)[no]
  if (!line) return after(text(talk.say('notInCart')), showCart(talk, session))
  const cart = session.cart.filter(other => other !== line)
  return after(text(talk.say('removed', { name: line.name })), showCart(talk, { ...session, cart }))
}

/** Shows the order (type, place, lines, notes, total, payment) and asks for a yes. Remembers the prices that were shown. */
export function showSummary(talk: Talk, session: Session): Turn {
  const { say, facts } = talk
  const { lines, total, currency } = priced(session.cart, facts)
  const isDelivery = session.fulfilment === 'delivery'
  const body = [
    say('summaryTitle'),
    placeLine(talk, session),
    '',
    ...lines.map(line => `• ${lineText(talk, line)}`),
    ...noteLine(session),
    '',
    say('summaryTotal', { total: money(talk, total, currency) }),
    say(isDelivery ? 'payOnDelivery' : 'payOnPickup'),
    '',
    ...(session.note ? [] : [say('noteHint')]),
    say('askConfirm'),
  ]
  const choices = [
    { id: 'confirm', title: say('confirm') },
    { id: 'view_cart', title: say('viewCart') },
    { id: 'cancel', title: say('cancel') },
  ]
  const shown: Session = { ...session, step: 'summary', itemId: null, quoted: quoteOf(lines), choices: [] }
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

/** Empties the cart and keeps the address: the next order may go there too, after asking again. */
export const cleared = ({ facts }: Talk, session: Session): Session => ({
  ...newSession(facts.now),
  placed: session.placed,
  placedFrom: session.placedFrom,
  answered: session.answered,
  round: session.round + 1,
})
