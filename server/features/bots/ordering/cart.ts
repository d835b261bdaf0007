import { type Facts, itemById } from './facts.ts'
import type { CartLine, Session } from './session.ts'

/** A quantity that a customer may name. */
export const QUANTITY = { min: 1, max: 20 } as const
/** Of one item in one cart. */
export const MOST_OF_ONE = 99

/** The cart with more of an item; null when that would be too many of it. */
export function put(cart: readonly CartLine[], itemId: string, quantity: number, name: string): CartLine[] | null {
  const there = cart.find(line => line.itemId === itemId)
  const sum = (there?.quantity ?? 0) + quantity
  if (sum > MOST_OF_ONE) return null
  if (!there) return [...cart, { itemId, quantity, name }]
  return cart.map(line => (line.itemId === itemId ? { ...line, quantity: sum } : line))
}

/** A line with today's name and price. */
export interface PricedCartLine extends CartLine {
  code: string
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
    return [{ ...line, name, code, amount: price.amount * line.quantity, currency: price.currency }]
  })
  return {
    lines,
    total: lines.reduce((sum, line) => sum + line.amount, 0),
    // Two currencies in one cart are refused when the order is placed.
    currency: lines[0]?.currency ?? facts.currency,
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
  }
}

/** Takes out what cannot be ordered any more and names it. */
export function reconcile(session: Session, facts: Facts): { session: Session; dropped: string[] } {
  const keeps = (line: CartLine) => itemById(facts, line.itemId)?.available === true
  const dropped = session.cart.filter(line => !keeps(line)).map(line => line.name)
  if (dropped.length === 0) return { session, dropped }
  return { session: { ...session, cart: session.cart.filter(keeps) }, dropped }
}
