import { type Facts, itemById } from './facts.ts'
import type { CartLine, Session } from './session.ts'

/** A quantity that a customer may name. */
export const QUANTITY = { min: 1, max: 20 } as const
/** Of one item in one cart. */
export const MOST_OF_ONE = 99

const isSame = (one: CartLine, other: CartLine) => one.itemId === other.itemId && one.note === other.note

/** The cart with more of an item; null when that would be too many of it. With another note an item has another line. */
export function put(cart: readonly CartLine[], added: CartLine): CartLine[] | null {
  const sum = cart.reduce((sum, line) => sum + (line.itemId === added.itemId ? line.quantity : 0), added.quantity)
  if (sum > MOST_OF_ONE) return null
  if (!cart.some(line => isSame(line, added))) return [...cart, added]
  return cart.map(line => (isSame(line, added) ? { ...line, quantity: line.quantity + added.quantity } : line))
}

/** The cart with all of these added; null when that would be too many of one. */
export const putAll = (cart: readonly CartLine[], added: readonly CartLine[]): CartLine[] | null =>
  added.reduce<CartLine[] | null>((kept, line) => kept && put(kept, line), [...cart])

/** The cart without these. A quantity never falls below zero. */
export function takeOut(cart: readonly CartLine[], gone: readonly CartLine[]): CartLine[] {
  return cart.flatMap(line => {
    const less = gone.filter(other => isSame(line, other)).reduce((sum, other) => sum + other.quantity, 0)
    return line.quantity > less ? [{ ...line, quantity: line.quantity - less }] : []
  })
}

/** What the second cart has more than the first. */
export function addedBetween(before: readonly CartLine[], now: readonly CartLine[]): CartLine[] {
  return takeOut(now, before)
}

/** A line with today's name and price. */
export interface PricedCartLine extends CartLine {
  code: string
  /** The price of one. */
  unitAmount: number
  amount: number
  currency: string
}

/** The cart at today's prices, in minor units; lines whose item is gone are left out (see `reconcile`). */
export function priced(
  cart: readonly CartLine[],
  facts: Facts,
): { lines: PricedCartLine[]; total: number; currency: string; count: number } {
  const lines = cart.flatMap(line => {
    const item = itemById(facts, line.itemId)
    if (!item) return []
    const { name, code, price } = item
    return [
      {
        ...line,
        name,
        code,
        unitAmount: price.amount,
        amount: price.amount * line.quantity,
        currency: price.currency,
      },
    ]
  })
  return {
    lines,
    total: lines.reduce((sum, line) => sum + line.amount, 0),
    // Two currencies in one cart are refused when the order is placed.
    currency: lines[0]?.currency ?? facts.currency,
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
  }
}

/** Removes items that can no longer be ordered, and returns their names. */
export function reconcile(session: Session, facts: Facts): { session: Session; dropped: string[] } {
  const keeps = (line: CartLine) => itemById(facts, line.itemId)?.available === true
  const dropped = session.cart.filter(line => !keeps(line)).map(line => line.name)
  if (dropped.length === 0) return { session, dropped }
  return { session: { ...session, cart: session.cart.filter(keeps) }, dropped }
}
