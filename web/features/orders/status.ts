import type { Tone } from '../../ui/chip.tsx'

/** The statuses of an order, in the order in which they follow each other. */
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

/** The next step among those that the server allows; rating is the customer's, and cancelling has its own button. */
export const stepOf = (next: OrderStatus[]): OrderStatus | undefined =>
  next.find(status => status !== 'cancelled' && status !== 'rated')
