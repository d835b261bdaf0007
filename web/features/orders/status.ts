import type { Tone } from '../../ui/chip.tsx'

/** Where an order stands; the order of this list is the way it goes. */
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
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** The colour that goes with a status; the words beside it say the same. */
export const STATUS_TONE: Record<OrderStatus, Tone> = {
  draft: 'plain',
  confirmed: 'warn',
  preparing: 'blue',
  ready: 'brand',
  out_for_delivery: 'brand',
  delivered: 'plain',
  rated: 'plain',
  cancelled: 'red',
}

/** The step forward among those the server allows; rating is the customer's, cancelling has its own button. */
export const stepOf = (next: OrderStatus[]): OrderStatus | undefined =>
  next.find(status => status !== 'cancelled' && status !== 'rated')
