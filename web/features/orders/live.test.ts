import { QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Pages, rowsOf } from '../../lib/api/pages.ts'
import type { Me, Order } from '../../lib/api/types.ts'
import { meQuery } from '../../lib/session/me.ts'
import { order } from '../inbox/samples.ts'
import { placeOrder } from './live.ts'
import { type OrderFilter, orderQuery, ordersQuery } from './queries.ts'

let client: QueryClient
const read = (filter: OrderFilter, orders: Order[]) =>
  client.setQueryData(ordersQuery(filter).queryKey, {
    pages: [{ items: orders, nextCursor: null }],
    pageParams: [null],
  })
const list = (filter: OrderFilter) =>
  rowsOf(client.getQueryData(ordersQuery(filter).queryKey) as Pages<Order>).map(one => one.number)

beforeEach(() => {
  client = new QueryClient()
  read({ status: 'confirmed' }, [order(2), order(1)])
  read({ status: 'confirmed,preparing' }, [order(2), order(1)])
  read({ status: 'preparing' }, [])
  read({ q: '+212600000001' }, [order(1)])
  read({ q: 'falafel' }, [order(1)])
})

it('an order that moves on leaves one list and joins the next', () => {
  placeOrder(client, order(1, { status: 'preparing' }))
  expect(list({ status: 'confirmed' })).toEqual([2])
  expect(list({ status: 'preparing' })).toEqual([1])
  expect(list({ status: 'confirmed,preparing' })).toEqual([2, 1])
  expect(client.getQueryData(orderQuery(order(1).id).queryKey)?.status).toBe('preparing')
})

it('a new order stands first', () => {
  placeOrder(client, order(3))
  expect(list({ status: 'confirmed' })).toEqual([3, 2, 1])
})

it('a search for the customer takes it in, any other search keeps its rows', () => {
  placeOrder(client, order(3))
  expect(list({ q: '+212600000001' })).toEqual([3, 1])
  expect(list({ q: 'falafel' })).toEqual([1])
  placeOrder(client, order(1, { status: 'ready' }))
  expect(rowsOf(client.getQueryData(ordersQuery({ q: 'falafel' }).queryKey) as Pages<Order>)[0]!.status).toBe('ready')
})

describe('a list of days', () => {
  const DAY = '2026-11-21'
  const placed = (number: number, createdAt: string, status: Order['status'] = 'confirmed') =>
    placeOrder(client, order(number, { createdAt, status }))
  const business = (dayEndsAt: number) =>
    client.setQueryData(meQuery.queryKey, { tenant: { timezone: 'Asia/Riyadh', settings: { dayEndsAt } } } as Me)

  beforeEach(() => {
    business(0)
    read({ from: DAY }, [])
    read({ from: '2026-11-20', to: '2026-11-20' }, [])
  })

  it('takes in what was placed on them, and no order of the day before that moves on', () => {
    placed(1, '2026-11-20T20:00:00Z', 'preparing')
    placed(2, '2026-11-21T08:00:00Z')
    expect(list({ from: DAY })).toEqual([2])
    expect(list({ from: '2026-11-20', to: '2026-11-20' })).toEqual([1])
  })

  it('begins when the day of the business does', () => {
    business(4)
    placed(1, '2026-11-21T00:30:00Z')
    placed(2, '2026-11-21T01:00:00Z')
    expect(list({ from: DAY })).toEqual([2])
    expect(list({ from: '2026-11-20', to: '2026-11-20' })).toEqual([1])
  })
})
