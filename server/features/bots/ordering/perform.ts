import { buttons, text } from '../reply.ts'
import type { Command } from '../texts/words.ts'
import { MOST_OF_ONE, priced, putAll, QUANTITY } from './cart.ts'
import { askRemove, cleared, emptyCart, lineText, proceed, removeLine, showCart } from './checkout.ts'
import type { CodeOrder } from './codes.ts'
import { canOrder } from './facts.ts'
import { type Intent, intentOfId } from './intent.ts'
import { addToCart, askOldQuantity, askQuantity, priceList, showCategories, showItems, typeQuantity } from './menu.ts'
import { askAddress, askBranch, askFulfilment, takeAddress, takeBranch, withFulfilment } from './place.ts'
import type { Session } from './session.ts'
import { track } from './track.ts'
import { after, example, money, nothingToOrder, stay, type Talk, type Turn, wayOut } from './turn.ts'
import { joinNotes } from './wish.ts'

/** Does what the customer wants. */
export function perform(talk: Talk, session: Session, intent: Intent): Turn {
  if (intent.do === 'unreadable') return unreadable(talk, session)
  if (intent.do === 'unknown' || intent.do === 'again') {
    const again: Session = { ...session, misunderstood: session.misunderstood + 1, unreadableAt: null }
    return misunderstand(talk, again, intent.do)
  }
  return act(talk, { ...session, misunderstood: 0, unreadableAt: null }, intent)
}

type Understood = Exclude<Intent, { do: 'unknown' | 'unreadable' | 'again' }>

function act(talk: Talk, session: Session, intent: Understood): Turn {
  const next = (changed: Session) => proceed(talk, changed)
  switch (intent.do) {
    case 'command':
      return COMMANDS[intent.command](talk, session)
    case 'categories':
      return showCategories(talk, session, intent.page)
    case 'category':
      return showItems(talk, session, intent.id, intent.page)
    case 'item':
      return askQuantity(talk, session, intent.id)
    case 'quantity':
      return takeQuantity(talk, session, intent)
    case 'otherQuantity':
      return ofItem(talk, session, intent.itemId, id => typeQuantity(talk, session, id))
    case 'branch':
      return takeBranch(talk, session, intent.id, next)
    case 'branches':
      return askBranch(talk, session, intent.page)
    case 'removals':
      return askRemove(talk, session, intent.page)
    case 'removeLine':
      return removeLine(talk, session, intent.id, intent.no)
    case 'place':
      return takeAddress(talk, session, intent.address, { next, again: kept => askAgain(talk, kept) })
    case 'codes':
      return takeCodes(
        talk,
        intent.note ? { ...session, note: joinNotes(session.note, intent.note) } : session,
        intent.order,
      )
    case 'note':
      return takeNote(talk, session, intent.note)
    case 'nowhere':
      return after(text(talk.say('locationEmpty')), askAgain(talk, session))
    case 'startOver':
      return askFulfilment(talk, cleared(talk, session))
    case 'oldButton':
      return after(text(talk.say('oldButton')), askAgain(talk, session))
  }
}

/** A quantity is for the item on its button, else for the item asked about. */
function ofItem(talk: Talk, session: Session, itemId: string | undefined, then: (itemId: string) => Turn): Turn {
  const asked = session.step === 'quantity' ? session.itemId : null
  const id = itemId ?? asked
  return id ? then(id) : after(text(talk.say('oldButton')), askAgain(talk, session))
}

/** What the customer wants of the item asked about, or of the one on the button. */
function takeQuantity(talk: Talk, session: Session, intent: Extract<Intent, { do: 'quantity' }>): Turn {
  const { quantity, itemId, note } = intent
  if (itemId && isOfEarlierOrder(session, intent)) return askOldQuantity(talk, session, itemId, quantity)
  return ofItem(talk, session, itemId, id => addToCart(talk, session, id, quantity, note))
}

/** A button that says no order is of an earlier program: it counts where it was asked, and where nothing was placed since. */
const isOfEarlierOrder = (session: Session, { round, itemId }: Extract<Intent, { do: 'quantity' }>): boolean =>
  round === undefined ? session.placed !== null && session.itemId !== itemId : round !== session.round

/** A note for the whole order. A later note replaces an earlier one. */
function takeNote(talk: Talk, session: Session, note: string | null): Turn {
  if (!note) return stay(talk, session, talk.say('noteHow'))
  return after(text(talk.say('noteTaken', { note })), askAgain(talk, { ...session, note }))
}

/** Asks the open question once more. */
export function askAgain(talk: Talk, session: Session): Turn {
  switch (session.step) {
    case 'idle':
      return welcome(talk, session)
    case 'fulfilment':
      return askFulfilment(talk, session)
    case 'address':
      return askAddress(talk, session)
    case 'branch':
      return askBranch(talk, session, session.page)
    case 'category':
      return showCategories(talk, session, session.page)
    case 'item':
      return showItems(talk, session, session.categoryId ?? '', session.page)
    case 'quantity':
      return session.itemId ? askQuantity(talk, session, session.itemId) : showCategories(talk, session)
    case 'cart':
      return showCart(talk, session)
    case 'remove':
      return askRemove(talk, session, session.page)
    case 'summary':
      return proceed(talk, { ...session, checkout: true })
  }
}

/** The greeting of the business. Mentions a cart that is not empty. */
export function welcome(talk: Talk, session: Session): Turn {
  const { say, facts } = talk
  const body = [facts.greeting ?? say('welcome', { business: facts.business })]
  if (!canOrder(facts))
    return stay(talk, { ...session, step: 'idle', choices: [] }, [...body, say('onlyPeople')].join('\n\n'))
  if (session.cart.length > 0) {
    const { total, currency, count } = priced(session.cart, facts)
    body.push(say('cartKept', { items: say('itemCount', { count }), total: money(talk, total, currency) }))
  }
  const choices = [
    { id: 'new_order', title: say('newOrder') },
    { id: 'track_order', title: say('trackOrder') },
    { id: 'contact_support', title: say('contactSupport') },
  ]
  return { session: { ...session, step: 'idle', choices }, replies: buttons(body.join('\n\n'), choices) }
}

const COMMANDS: Record<Command, (talk: Talk, session: Session) => Turn> = {
  greet: welcome,
  menu: (talk, session) => showCategories(talk, session),
  codes: priceList,
  newOrder,
  track,
  // The shell hands over before it comes here; a person is offered all the same.
  support: (talk, session) => stay(talk, session, talk.say('offerPerson')),
  help,
  delivery: (talk, session) => proceed(talk, withFulfilment(talk, session, 'delivery')),
  pickup: (talk, session) => proceed(talk, withFulfilment(talk, session, 'pickup')),
  cart: showCart,
  checkout,
  add: (talk, session) => showCategories(talk, { ...session, checkout: false }),
  remove: (talk, session) => askRemove(talk, session),
  cancel,
  confirm,
  cash: checkout,
  no: (talk, session) => (session.cart.length > 0 ? showCart(talk, session) : welcome(talk, session)),
  more,
  back,
  thanks: (talk, session) => ({ session, replies: text(talk.say('thanks')) }),
}

/** Asks before a cart with something in it is emptied. */
function newOrder(talk: Talk, session: Session): Turn {
  if (!canOrder(talk.facts)) return nothingToOrder(talk, session)
  if (session.cart.length === 0) return askFulfilment(talk, cleared(talk, session))
  const { say } = talk
  const choices = [
    { id: 'add_item', title: say('addItem') },
    { id: 'checkout', title: say('checkout') },
    { id: 'start_over', title: say('startOver') },
  ]
  const { session: shown, replies } = showCart(talk, session)
  return { session: shown, replies: [...replies.slice(0, -1), ...buttons(say('orderOpen'), choices)] }
}

function checkout(talk: Talk, session: Session): Turn {
  return session.cart.length === 0
    ? emptyCart(talk, session)
    : proceed(talk, { ...session, checkout: true, itemId: null })
}

/** "Yes" outside the summary: to a cart it means checkout, after an order it repeats that it is placed; it is no quantity. */
function confirm(talk: Talk, session: Session): Turn {
  if (session.step === 'quantity' && session.itemId) return askQuantity(talk, session, session.itemId)
  if (session.cart.length > 0) return checkout(talk, session)
  if (session.placed === null) return emptyCart(talk, session)
  return stay(talk, session, talk.say('alreadyPlaced', { number: session.placed }))
}

/** Leaves a question and keeps the cart; where there is no question, ends the order. */
function cancel(talk: Talk, session: Session): Turn {
  if (session.step === 'remove') return showCart(talk, session)
  if (session.step === 'quantity') {
    return session.cart.length > 0 ? showCart(talk, session) : showCategories(talk, session)
  }
  const isOrdering = session.step !== 'idle' || session.cart.length > 0
  return stay(talk, cleared(talk, session), talk.say(isOrdering ? 'cancelled' : 'nothingToCancel'))
}

/** The row that leads to the next page is the last one that was offered. */
function more(talk: Talk, session: Session): Turn {
  const row = session.choices.find(({ id }) => /_p\d+$/.test(id))
  const intent = row && intentOfId(row.id)
  return intent ? act(talk, session, intent as Understood) : askAgain(talk, session)
}

function back(talk: Talk, session: Session): Turn {
  if (session.step === 'quantity' && session.categoryId) return showItems(talk, session, session.categoryId)
  if (session.step === 'remove' || session.step === 'summary') return showCart(talk, session)
  return showCategories(talk, session)
}

function help(talk: Talk, session: Session): Turn {
  const codes = example(talk)
  return stay(talk, session, codes ? talk.say('help', { example: codes }) : talk.say('helpNoCodes'))
}

/** Adds all of the codes or none. When something is wrong, it says what, and adds nothing. */
function takeCodes(talk: Talk, session: Session, order: CodeOrder): Turn {
  const { say } = talk
  const wrong = problems(talk, order)
  const cart = putAll(session.cart, order.lines)
  if (!cart) wrong.push(say('tooMany', { max: MOST_OF_ONE }))
  if (!cart || wrong.length > 0) {
    const body = [...wrong, '', say('codeNothing', { example: example(talk) ?? '#01 #02 x2' })]
    return stay(talk, session, body.join('\n'))
  }
  const said = text(say('addedLines', { lines: bullets(talk, order.lines) }))
  return after(said, proceed(talk, { ...session, cart, checkout: true }))
}

/** Lines at today's prices, one under the other. */
export const bullets = (talk: Talk, lines: Session['cart']): string =>
  priced(lines, talk.facts)
    .lines.map(line => `• ${lineText(talk, line)}`)
    .join('\n')

/** What is wrong with an order in codes, a sentence each. */
export function problems({ say }: Talk, order: CodeOrder): string[] {
  const found: string[] = []
  if (order.unknown.length > 0) found.push(say('codeUnknown', { codes: order.unknown.join(', ') }))
  if (order.unavailable.length > 0) found.push(say('codeUnavailable', { names: order.unavailable.join(', ') }))
  if (order.words.length > 0) found.push(say('codeWords', { words: order.words.join(' ') }))
  if (order.quantities.length > 0) found.push(say('codeQuantity', { codes: order.quantities.join(', '), ...QUANTITY }))
  return found
}

/** The steps in which the customer has a list to choose from. */
const LISTS: ReadonlySet<string> = new Set(['branch', 'category', 'item', 'remove'])

/** Not understood: offers help the first time, a person the second time in a row. */
function misunderstand(talk: Talk, session: Session, how: 'unknown' | 'again'): Turn {
  const { say } = talk
  if (session.misunderstood >= 2) return offerPerson(talk, session, [])
  if (how === 'again' && session.step === 'address') return askAddress(talk, session, say('addressTooShort'))
  if (session.step === 'quantity') return { session, replies: text(say('quantityRange', QUANTITY)) }
  return stay(talk, session, say(LISTS.has(session.step) ? 'notUnderstoodChoice' : 'notUnderstood'))
}

function offerPerson(talk: Talk, session: Session, before: readonly string[]): Turn {
  const way = wayOut(talk, session)
  const choices = [...way.slice(-1), ...way.slice(0, -1)]
  return { session, replies: buttons([...before, talk.say('offerPerson')].join('\n\n'), choices) }
}

/** Pictures come by the dozen: one answer for all of them. */
const ONE_ANSWER_MS = 10 * 60_000

function unreadable(talk: Talk, session: Session): Turn {
  const { say, facts } = talk
  const since = session.unreadableAt === null ? Number.NaN : facts.now.getTime() - Date.parse(session.unreadableAt)
  if (since >= 0 && since < ONE_ANSWER_MS) return { session, replies: [] }
  const told: Session = {
    ...session,
    misunderstood: session.misunderstood + 1,
    unreadableAt: facts.now.toISOString(),
  }
  if (told.misunderstood >= 2) return offerPerson(talk, told, [say('unreadable')])
  return stay(talk, told, say('unreadable'))
}
