/** The statuses of an order, in the order in which it passes them. */
export const ORDER_STATUSES = [
  'draft',
  'confirmed',
  'preparing',
  'ready',
  'out_for_delivery',
  'delivered',
  'rated',
  'cancelled',
] as const
/** Why a customer could not be told of their order. */
export const NOT_INFORMED = ['window_closed', 'opted_out', 'cannot_send'] as const
export type NotInformed = (typeof NOT_INFORMED)[number]

export type OrderStatus = (typeof ORDER_STATUSES)[number]

export const FULFILMENTS = ['delivery', 'pickup'] as const
export type Fulfilment = (typeof FULFILMENTS)[number]

const NEXT: Record<OrderStatus, readonly OrderStatus[]> = {
  draft: ['confirmed', 'cancelled'],
  confirmed: ['preparing', 'cancelled'],
  preparing: ['ready', 'cancelled'],
  ready: ['out_for_delivery', 'cancelled'],
  out_for_delivery: ['delivered', 'cancelled'],
  delivered: ['rated'],
  rated: [],
  cancelled: [],
}

/** The statuses that an order may take next. A pickup goes from ready straight to delivered. */
export function nextStatuses(from: OrderStatus, fulfilment: Fulfilment): readonly OrderStatus[] {
  if (fulfilment === 'pickup' && from === 'ready') return ['delivered', 'cancelled']
  return NEXT[from]
}

export const canMove = (from: OrderStatus, to: OrderStatus, fulfilment: Fulfilment): boolean =>
  nextStatuses(from, fulfilment).includes(to)
