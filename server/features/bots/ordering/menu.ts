import type { OfferedItem } from '../../commerce/index.ts'
import { buttons, clip, LIMITS, text } from '../reply.ts'
import { MOST_OF_ONE, priced, put, QUANTITY } from './cart.ts'
import { type Facts, itemById, offered, openCategories, UNSORTED } from './facts.ts'
import { idOf } from './intent.ts'
import { paged } from './page.ts'
import type { Session } from './session.ts'
import { after, example, money, nothingToOrder, type Talk, type Turn } from './turn.ts'

/** The categories. With a single one, its items at once; without any, it says that there is nothing to order. */
export function showCategories(talk: Talk, session: Session, page = 0): Turn {
  const { say, facts } = talk
  const categories = openCategories(facts, say('otherCategory'))
  if (categories.length === 0) return nothingToOrder(talk, session)
  if (categories.length === 1) return showItems(talk, session, categories[0]!.id)
  const rows = categories.map(category => ({
    id: idOf.category(category.id),
    title: category.name,
    description: firstNames(offered(facts, category.id)),
  }))
  const shown = paged(talk, rows, page, idOf.categories)
  const { replies, choices } = shown.as(say('askCategory'), say('categories'), hint(talk))
  return { session: { ...session, step: 'category', itemId: null, page: shown.page, choices }, replies }
}

const firstNames = (items: readonly OfferedItem[]) =>
  items
    .slice(0, 4)
    .map(item => item.name)
    .join(' · ')

const hint = (talk: Talk) => {
  const codes = example(talk)
  return codes ? talk.say('codesHint', { example: codes }) : undefined
}

/** The items of a category that can be ordered now, with code, price and description. */
export function showItems(talk: Talk, session: Session, categoryId: string, page = 0): Turn {
  const { say, facts } = talk
  const items = offered(facts, categoryId)
  if (items.length === 0) return after(text(say('emptyCategory')), showCategories(talk, session))
  const category = facts.categories.find(({ id }) => id === categoryId)?.name ?? say('otherCategory')
  const rows = items.map(item => itemRow(talk, item))
  const shown = paged(talk, rows, page, next => idOf.category(categoryId, next))
  const { replies, choices } = shown.as(say('askItem', { category }), say('items'), hint(talk))
  return { session: { ...session, step: 'item', categoryId, itemId: null, page: shown.page, choices }, replies }
}

/** When the title cuts a name off, the description has the whole name. */
function itemRow(talk: Talk, item: OfferedItem) {
  const whole = item.name.length > LIMITS.rowTitle ? item.name : ''
  const facts = [`#${item.code}`, money(talk, item.price.amount, item.price.currency), whole, item.description]
  return { id: idOf.item(item.id), title: item.name, description: facts.filter(Boolean).join(' · ') }
}

/** Asks how many of an item. When it cannot be ordered, shows what else there is. */
export function askQuantity(talk: Talk, session: Session, itemId: string): Turn {
  const { say, facts } = talk
  const item = itemById(facts, itemId)
  if (!item?.available) return notToBeHad(talk, session, item)
  const question = { round: session.round, asked: session.asked + 1 }
  const choices = [
    { id: idOf.quantity(1, itemId, question), title: '1' },
    { id: idOf.quantity(2, itemId, question), title: '2' },
    { id: idOf.otherQuantity(itemId, question), title: say('otherQuantity') },
  ]
  const price = money(talk, item.price.amount, item.price.currency)
  const words = say('askQuantity', { name: item.name, price })
  const body = item.description ? `${words}\n${clip(item.description, 600)}` : words
  const categoryId = categoryOf(facts, item)
  const waiting: Session = { ...session, step: 'quantity', itemId, categoryId, choices, asked: question.asked }
  return { session: waiting, replies: buttons(body, choices) }
}

const categoryOf = (facts: Facts, item: OfferedItem) =>
  facts.categories.some(category => category.id === item.categoryId) ? item.categoryId : UNSORTED

function notToBeHad(talk: Talk, session: Session, item: OfferedItem | undefined): Turn {
  const { say, facts } = talk
  if (!item) return after(text(say('itemGone')), showCategories(talk, session))
  const categoryId = categoryOf(facts, item)
  const others = categoryId && offered(facts, categoryId).length > 0
  const next = others ? showItems(talk, session, categoryId) : showCategories(talk, session)
  return after(text(say('itemUnavailable', { name: item.name })), next)
}

/** A number is typed next. */
export function typeQuantity(talk: Talk, session: Session, itemId: string): Turn {
  const item = itemById(talk.facts, itemId)
  if (!item?.available) return notToBeHad(talk, session, item)
  const question = talk.say('typeQuantity', { name: item.name, ...QUANTITY })
  return { session: { ...session, step: 'quantity', itemId, choices: [] }, replies: text(question) }
}

/** Puts so many into the cart and says what is in it. */
export function addToCart(talk: Talk, session: Session, itemId: string, quantity: number, note?: string): Turn {
  const { say, facts } = talk
  const item = itemById(facts, itemId)
  if (!item?.available) return notToBeHad(talk, session, item)
  if (quantity < QUANTITY.min || quantity > QUANTITY.max) {
    const asked: Session = { ...session, step: 'quantity', itemId, choices: [] }
    return { session: asked, replies: text(say('quantityRange', QUANTITY)) }
  }
  const cart = put(session.cart, { itemId, quantity, name: item.name, ...(note && { note }) })
  if (!cart) return afterAdding(talk, { ...session, itemId: null }, say('tooMany', { max: MOST_OF_ONE }))
  const { total, currency, count } = priced(cart, facts)
  const items = say('itemCount', { count })
  const name = note ? `${item.name} (${note})` : item.name
  const body = say('added', { quantity, name, items, total: money(talk, total, currency) })
  return afterAdding(talk, { ...session, cart, itemId: null }, body)
}

function afterAdding({ say }: Talk, session: Session, body: string): Turn {
  const choices = [
    { id: 'add_item', title: say('addItem') },
    { id: 'view_cart', title: say('viewCart') },
    { id: 'checkout', title: say('checkout') },
  ]
  return { session: { ...session, step: 'cart', choices: [] }, replies: buttons(body, choices) }
}

/** All items with code and price, for customers who order in codes. */
export function priceList(talk: Talk, session: Session): Turn {
  const { say, facts } = talk
  const categories = openCategories(facts, say('otherCategory'))
  if (categories.length === 0) return showCategories(talk, session)
  const parts = categories.map(category => {
    const lines = offered(facts, category.id).map(
      item => `#${item.code} ${item.name}: ${money(talk, item.price.amount, item.price.currency)}`,
    )
    return [`*${category.name}*`, ...lines].join('\n')
  })
  const ask = say('priceList', { example: example(talk) ?? '' })
  return { session, replies: [...text(parts.join('\n\n')), ...text(ask)] }
}

/** A button of an order that is over: the customer may have touched it by chance. */
export function askOldQuantity(talk: Talk, session: Session, itemId: string, quantity: number): Turn {
  const { say, facts } = talk
  const item = itemById(facts, itemId)
  if (!item?.available) return notToBeHad(talk, session, item)
  const question = { round: session.round, asked: session.asked + 1 }
  const choices = [
    { id: idOf.quantity(quantity, itemId, question), title: say('addIt') },
    { id: 'show_menu', title: say('showMenu') },
  ]
  const price = money(talk, item.price.amount, item.price.currency)
  return {
    session: { ...session, choices, asked: question.asked },
    replies: buttons(say('oldQuantity', { quantity, name: item.name, price }), choices),
  }
}
