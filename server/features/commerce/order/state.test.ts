import { describe, expect, it } from 'vitest'
import { canMove, FULFILMENTS, type Fulfilment, nextStatuses, ORDER_STATUSES, type OrderStatus } from './state.ts'

const DELIVERY: Record<OrderStatus, OrderStatus[]> = {
  draft: ['confirmed', 'cancelled'],
  confirmed: ['preparing', 'cancelled'],
  preparing: ['ready', 'cancelled'],
  ready: ['out_for_delivery', 'cancelled'],
  out_for_delivery: ['delivered', 'cancelled'],
  delivered: ['rated'],
  rated: [],
  cancelled: [],
}
const TABLES: Record<Fulfilment, Record<OrderStatus, OrderStatus[]>> = {
  delivery: DELIVERY,
  pickup: { ...DELIVERY, ready: ['delivered', 'cancelled'] },
}

describe.each(FULFILMENTS)('an order for %s', fulfilment => {
  it.each(ORDER_STATUSES)('goes from %s exactly where the requirements say', from => {
    const reachable = ORDER_STATUSES.filter(to => canMove(from, to, fulfilment))
    expect(new Set(reachable)).toEqual(new Set(TABLES[fulfilment][from]))
    expect(new Set(nextStatuses(from, fulfilment))).toEqual(new Set(reachable))
  })

  it('cannot stay where it is, so that of two who press at once the second is told', () => {
    expect(ORDER_STATUSES.filter(status => canMove(status, status, fulfilment))).toEqual([])
  })
})
