import type { OfferedBranch, OfferedItem, Order } from '../../commerce/index.ts'
import type { BotLocale, Trade } from '../texts/texts.ts'

/** What the ordering bot knows of the business and of the customer at the moment it answers. */
export interface Facts {
  now: Date
  /** After so long without a message a new conversation begins. */
  idleMinutes: number
  locale: BotLocale
  trade: Trade
  business: string
  /** The business's own greeting, instead of the built-in one. */
  greeting: string | null
  currency: string
  categories: ReadonlyArray<{ id: string; name: string }>
  /** All items, also those that cannot be ordered now: an old button may name one. */
  items: readonly OfferedItem[]
  /** All branches, closed ones too. None: the business has a single place. */
  branches: readonly OfferedBranch[]
  /** The customer's orders, newest first. */
  orders: Array<Pick<Order, 'number' | 'status' | 'fulfilment' | 'totalAmount' | 'currency' | 'branchName'>>
}

/** The branches that take orders now. */
export const openBranches = (facts: Facts): OfferedBranch[] => facts.branches.filter(branch => branch.available)

/** Stands for the items that are in no category. */
export const UNSORTED = 'other'

export const itemById = (facts: Facts, id: string): OfferedItem | undefined => facts.items.find(item => item.id === id)

/** The items of one category that can be ordered now, in their order. */
export function offered(facts: Facts, categoryId: string): OfferedItem[] {
  const known = new Set(facts.categories.map(category => category.id))
  const of = (item: OfferedItem) => (item.categoryId && known.has(item.categoryId) ? item.categoryId : UNSORTED)
  return facts.items.filter(item => item.available && of(item) === categoryId)
}

/** The categories in which something can be ordered now; the last may be `UNSORTED`, named by `other`. */
export const openCategories = (facts: Facts, other: string): Array<{ id: string; name: string }> =>
  [...facts.categories, { id: UNSORTED, name: other }].filter(category => offered(facts, category.id).length > 0)

/** Whether anything can be ordered now. A bot offers no order where this is false. */
export const canOrder = (facts: Facts): boolean => facts.items.some(item => item.available)
