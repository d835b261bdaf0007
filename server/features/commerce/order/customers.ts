import type { Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { contactCards } from '../../contacts/index.ts'
import type { Order } from './order.sql.ts'

/** Orders, and which of their customers want no messages, by contact. */
export interface OrdersWithCustomers {
  orders: Order[]
  optOuts: ReadonlyMap<Uuid, Date>
}

/** Adds what the customers of orders wish. Two statements, however many orders; three when contacts were merged. */
export async function withCustomers(tx: Tx, orders: Order[]): Promise<OrdersWithCustomers> {
  const cards = await contactCards(
    tx,
    orders.flatMap(order => order.contactId ?? []),
  )
  const optOuts = new Map([...cards].flatMap(([id, { optedOutAt }]) => (optedOutAt ? [[id, optedOutAt] as const] : [])))
  return { orders, optOuts }
}
