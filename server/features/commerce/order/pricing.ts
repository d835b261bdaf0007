import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { COMMERCE_ERRORS } from '../errors.ts'

/** What somebody wants: an item of the catalogue, how often, and how. */
export interface WantedLine {
  itemId: Uuid
  quantity: number
  note?: string
  /** The price of one that the customer agreed to, in minor units; absent: whatever it costs now. */
  amount?: number
}

/** What the catalogue says of an item at the moment of ordering; amounts in minor units. */
export interface PricedItem {
  id: Uuid
  code: string
  name: string
  available: boolean
  priceAmount: number
  priceCurrency: string
}

/** A line with its name and price locked. */
export interface PricedLine {
  itemId: Uuid
  code: string
  name: string
  note: string | null
  quantity: number
  unitAmount: number
  lineAmount: number
}

export interface PricedOrder {
  lines: PricedLine[]
  totalAmount: number
  currency: string
}

/** The most pieces of one item in one order. The table has the same number in a check. */
export const MAX_QUANTITY = 1000

/**
 * Prices an order from the catalogue; lines stay in their order. When one line cannot be ordered, the whole order is refused with
 * the reason, nothing is left out: ORDER_EMPTY, ORDER_QUANTITY, ORDER_ITEM_UNKNOWN, ORDER_ITEM_UNAVAILABLE, ORDER_PRICE_CHANGED,
 * ORDER_CURRENCY_MIX.
 */
export function priceOrder(wanted: readonly WantedLine[], catalogue: readonly PricedItem[]): PricedOrder {
  const items = new Map(catalogue.map(item => [item.id, item]))
  if (wanted.length === 0) throw new AppError(COMMERCE_ERRORS.ORDER_EMPTY)
  if (!wanted.every(line => isQuantity(line.quantity))) throw new AppError(COMMERCE_ERRORS.ORDER_QUANTITY)
  const unknown = wanted.filter(line => !items.has(line.itemId))
  if (unknown.length > 0) {
    throw new AppError(COMMERCE_ERRORS.ORDER_ITEM_UNKNOWN, { details: { itemIds: unknown.map(line => line.itemId) } })
  }
  const lines = wanted.map(line => ({ wanted: line, item: items.get(line.itemId)! }))
  const gone = lines.filter(({ item }) => !item.available)
  if (gone.length > 0) {
    const details = { items: gone.map(({ item }) => ({ id: item.id, code: item.code, name: item.name })) }
    throw new AppError(COMMERCE_ERRORS.ORDER_ITEM_UNAVAILABLE, { details })
  }
  const repriced = lines.filter(({ wanted, item }) => wanted.amount !== undefined && wanted.amount !== item.priceAmount)
  if (repriced.length > 0) {
    const details = { items: repriced.map(({ item }) => ({ id: item.id, code: item.code, name: item.name })) }
    throw new AppError(COMMERCE_ERRORS.ORDER_PRICE_CHANGED, { details })
  }
  const currencies = new Set(lines.map(({ item }) => item.priceCurrency))
  if (currencies.size > 1) throw new AppError(COMMERCE_ERRORS.ORDER_CURRENCY_MIX)
  const priced = lines.map(({ wanted, item }) => lock(wanted, item))
  const totalAmount = priced.reduce((sum, line) => sum + line.lineAmount, 0)
  return { lines: priced, totalAmount, currency: lines[0]!.item.priceCurrency }
}

const isQuantity = (quantity: number) => Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY

const lock = (wanted: WantedLine, item: PricedItem): PricedLine => ({
  itemId: item.id,
  code: item.code,
  name: item.name,
  note: wanted.note ?? null,
  quantity: wanted.quantity,
  unitAmount: item.priceAmount,
  lineAmount: item.priceAmount * wanted.quantity,
})
