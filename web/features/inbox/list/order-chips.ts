import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { rowsOf } from '../../../lib/api/pages.ts'
import type { Order } from '../../../lib/api/types.ts'
import { useMay } from '../../../lib/session/me.ts'
import { ORDER_VIEWS, ordersQuery } from '../../orders/index.ts'

/** The newest order under way of each conversation. */
export function useOrderChips(): Map<string, Order> {
  const { data } = useInfiniteQuery({
    ...ordersQuery({ status: ORDER_VIEWS.active.join(','), limit: 200 }),
    enabled: useMay('orders:read'),
  })
  return useMemo(() => {
    const newest = new Map<string, Order>()
    for (const order of rowsOf(data)) {
      if (order.conversationId && !newest.has(order.conversationId)) newest.set(order.conversationId, order)
    }
    return newest
  }, [data])
}
