import type { OrderStatus } from './status.ts'

/** The views of the orders page, each a set of statuses; null: every order. */
export const ORDER_VIEWS = {
  active: ['draft', 'confirmed', 'preparing', 'ready', 'out_for_delivery'],
  confirmed: ['confirmed'],
  preparing: ['preparing'],
  ready: ['ready'],
  out_for_delivery: ['out_for_delivery'],
  done: ['delivered', 'rated'],
  cancelled: ['cancelled'],
  all: null,
} as const satisfies Record<string, readonly OrderStatus[] | null>

export type OrderView = keyof typeof ORDER_VIEWS

export interface OrdersSearch {
  view?: OrderView
  q?: string
}

/** What the web address says about the orders page; unknown values are dropped. */
export function readOrdersSearch(search: Record<string, unknown>): OrdersSearch {
  const found: OrdersSearch = {}
  if (typeof search.view === 'string' && search.view in ORDER_VIEWS) found.view = search.view as OrderView
  if (typeof search.q === 'string' || typeof search.q === 'number') found.q = String(search.q)
  return found
}
