/** What a customer has in mind: a greeting, an order step by step, questions, an order in a hurry, or to speak to a person. */
export const PLANS = ['greets', 'orders', 'asks', 'hurries', 'wantsPerson'] as const
export type Plan = (typeof PLANS)[number]

/** A dish of the menu. */
export interface Dish {
  code: string
  name: string
}

/** A button or a row under a message, and the provider's id of that message. */
export interface Offer {
  type: 'button_reply' | 'list_reply'
  id: string
  title: string
  question: string
}

/** One message of a customer: words, or a tap on what was offered. */
export type Act = { say: string } | { tap: Offer }

/** A customer of a run, who acts on nothing but what the phone shows. */
export interface Customer {
  /** Digits; a customer writes to one business only. */
  phone: string
  /** Tells customers apart in what they choose. */
  no: number
  plan: Plan
  /** How often they have spoken. */
  turns: number
  /** What was offered since they last spoke. */
  offers: Offer[]
  /** What they chose: how many, by the dish's name. */
  wish: ReadonlyMap<string, number>
  /** The phone has shown all of it together. */
  seesAll: boolean
  confirmed: boolean
}

const WORDS: Record<Exclude<Plan, 'orders' | 'hurries'>, readonly string[]> = {
  greets: ['hello'],
  asks: ['hello', 'menu', 'price list', 'track my order'],
  wantsPerson: ['hello', 'talk to a person', 'are you there?'],
}
/** Who is in a hurry asks no more often for what has been noted. */
const MOST_TURNS = 15

/** What the customer does next; nothing when they are done, or see nothing that leads on. */
export function nextActs(customer: Customer, dishes: readonly Dish[]): Act[] {
  const { plan, turns, confirmed } = customer
  if (confirmed || turns > MOST_TURNS) return []
  if (plan === 'hurries') return hurry(customer, dishes)
  if (plan !== 'orders') return [WORDS[plan][turns]].flatMap(say => say ?? []).map(say => ({ say }))
  if (turns === 0) return [{ say: 'hello' }]
  return tap(customer)
}

/** Three dishes in three messages at once; then asks for the cart until it shows all three. */
function hurry(customer: Customer, dishes: readonly Dish[]): Act[] {
  if (customer.turns === 0) {
    return hurriedWish(customer, dishes).map(({ code, quantity }) => ({ say: `#${code} x${quantity}` }))
  }
  return customer.seesAll ? tap(customer) : [{ say: 'my cart' }]
}

const hurriedWish = ({ no }: Customer, dishes: readonly Dish[]) =>
  [0, 2, 4].map(step => ({ ...dishes[(no + step) % dishes.length]!, quantity: 1 + ((no + step) % 3) }))

const quantityOf = ({ no }: Customer) => 1 + (no % 2)

/** What leads to an order, the last step first: a list of categories may also offer to track an order. */
function tap(customer: Customer): Act[] {
  const steps = ['confirm', 'checkout', `qty_${quantityOf(customer)}_`, 'item_', 'cat_', 'order_pickup', 'new_order']
  for (const step of steps) {
    const fitting = customer.offers.filter(({ id }) => id.startsWith(step))
    if (fitting.length > 0) return [{ tap: fitting[customer.no % fitting.length]! }]
  }
  return []
}

/** Whether this message confirms the order: from then on there must be one. */
export const confirms = (act: Act): boolean => 'tap' in act && act.tap.id === 'confirm'

/** The customer as they are after `acts`. */
export function afterActs(customer: Customer, acts: readonly Act[], dishes: readonly Dish[]): Customer {
  const spoken = { ...customer, turns: customer.turns + 1, offers: [], confirmed: acts.some(confirms) }
  if (customer.plan === 'hurries' && customer.turns === 0) {
    return { ...spoken, wish: new Map(hurriedWish(customer, dishes).map(({ name, quantity }) => [name, quantity])) }
  }
  const item = acts.flatMap(act => ('tap' in act && act.tap.id.startsWith('item_') ? [act.tap.title] : [])).at(-1)
  return item === undefined ? spoken : { ...spoken, wish: new Map([[item, quantityOf(customer)]]) }
}

/** The customer as they are after a message arrived, as the Cloud API carries it. */
export function afterMessage(customer: Customer, id: string, request: unknown): Customer {
  const text = JSON.stringify(request)
  const seesAll = customer.wish.size > 0 && [...customer.wish.keys()].every(name => text.includes(name))
  return {
    ...customer,
    seesAll: customer.seesAll || seesAll,
    offers: [...customer.offers, ...offersOf(id, request)],
  }
}

/** Whether the customer means to order and has not done so. */
export const isOrdering = ({ plan, confirmed }: Customer): boolean =>
  (plan === 'orders' || plan === 'hurries') && !confirmed

/** What is ordered, in a form that can be compared. */
export const writeWish = (wish: Iterable<readonly [name: string, quantity: number]>): string =>
  [...wish]
    .map(([name, quantity]) => `${name} × ${quantity}`)
    .toSorted()
    .join(', ')

function offersOf(question: string, request: unknown): Offer[] {
  const { interactive } = request as {
    interactive?: {
      action: {
        buttons?: Array<{ reply: { id: string; title: string } }>
        sections?: Array<{ rows: Array<{ id: string; title: string }> }>
      }
    }
  }
  const { buttons = [], sections = [] } = interactive?.action ?? {}
  return [
    ...buttons.map(({ reply: { id, title } }) => ({ type: 'button_reply' as const, id, title, question })),
    ...sections.flatMap(({ rows }) =>
      rows.map(({ id, title }) => ({ type: 'list_reply' as const, id, title, question })),
    ),
  ]
}
