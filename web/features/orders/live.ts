import type { QueryClient } from '@tanstack/react-query'
import { batched } from '../../lib/api/batch.ts'
import { type Pages, placeRow, rowsOf } from '../../lib/api/pages.ts'
import type { LiveEvent, Me, Order } from '../../lib/api/types.ts'
import { businessDay, type Days } from '../../lib/business-day.ts'
import { meQuery } from '../../lib/session/me.ts'
import { type OrderFilter, orderQuery } from './queries.ts'

/** When more orders than this change at once, lists are read again instead of single orders. */
const MANY = 8

const newestFirst = (a: Order, b: Order) => b.createdAt.localeCompare(a.createdAt) || b.number - a.number

/**
 * Whether an order belongs to a list. Only the server knows what a search finds, except for the customer's own number
 * or name.
 */
export function belongsTo(filter: OrderFilter, order: Order, listed: boolean, days: Days | undefined): boolean {
  if (!isWithin(filter, order, days)) return false
  if (filter.q) return listed || filter.q === order.contact.phone || filter.q === order.contact.name
  return !filter.status || filter.status.split(',').includes(order.status)
}

/** Whether it was placed on the days of a list; while the business is not known, no list of days has been read. */
function isWithin({ from, to }: OrderFilter, { createdAt }: Order, days: Days | undefined): boolean {
  if (!from && !to) return true
  if (!days) return false
  const day = businessDay(createdAt, days)
  return (!from || day >= from) && (!to || day <= to)
}

/** Puts the new state of an order into every list that was read. */
export function placeOrder(client: QueryClient, order: Order): void {
  client.setQueryData(orderQuery(order.id).queryKey, order)
  const tenant = client.getQueryData<Me>(meQuery.queryKey)?.tenant ?? undefined
  for (const [key] of client.getQueriesData<Pages<Order>>({ queryKey: ['orders'] })) {
    const filter = key[1] as OrderFilter
    client.setQueryData<Pages<Order>>(key, pages => {
      if (!pages) return pages
      const listed = rowsOf(pages).some(row => row.id === order.id)
      return placeRow(pages, order, { belongs: row => belongsTo(filter, row, listed, tenant), compare: newestFirst })
    })
  }
}

const readers = new WeakMap<QueryClient, (id: string) => void>()

function readerOf(client: QueryClient): (id: string) => void {
  let reader = readers.get(client)
  if (!reader) {
    reader = batched(80, ids => void readOrders(client, ids))
    readers.set(client, reader)
  }
  return reader
}

async function readOrders(client: QueryClient, ids: string[]): Promise<void> {
  if (ids.length > MANY) return client.invalidateQueries({ queryKey: ['orders'] })
  const reads = ids.map(id => client.fetchQuery({ ...orderQuery(id), staleTime: 0 }))
  for (const read of await Promise.allSettled(reads)) {
    if (read.status === 'fulfilled') placeOrder(client, read.value)
    else void client.invalidateQueries({ queryKey: ['orders'] })
  }
}

/** Orders show their customer's consent, so they are read again. */
function rereadOrdersOf(client: QueryClient, contactId: string): void {
  const pages = client.getQueriesData<Pages<Order>>({ queryKey: ['orders'] }).flatMap(([, list]) => rowsOf(list))
  const single = client
    .getQueriesData<Order>({ queryKey: ['order'] })
    .flatMap(([key, one]) => (key.length === 2 && one ? [one] : []))
  for (const { id, contact } of [...pages, ...single]) if (contact.id === contactId) readerOf(client)(id)
}

/** Lets an event of the log change what is shown about orders. */
export function applyOrderEvent(client: QueryClient, event: LiveEvent): void {
  if (event.type === 'contact.opted_out' || event.type === 'contact.opted_in')
    rereadOrdersOf(client, event.aggregate.id)
  if (event.type !== 'order.created' && event.type !== 'order.updated') return
  const id = event.data.orderId
  readerOf(client)(id)
  void client.invalidateQueries({ queryKey: ['order', id, 'history'] })
}
