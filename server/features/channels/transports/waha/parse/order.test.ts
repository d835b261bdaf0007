import { describe, expect, it } from 'vitest'
import { parse } from './fixtures/events.ts'

const CHAT = '212655000001@c.us'

const read = (payload: object, event = 'message') =>
  parse({
    event,
    session: 'default',
    me: { id: '212600000000@c.us' },
    payload: { id: `false_${CHAT}_3A01`, timestamp: 1770000000, from: CHAT, fromMe: false, ...payload },
  })
const gows = (Message: object, more: object = {}) => read({ _data: { Message }, ...more })
const noweb = (message: object, more: object = {}) => read({ _data: { message }, ...more })
const webjs = (_data: object, more: object = {}) => read({ _data, ...more })

describe('an order from the catalogue, whose products WhatsApp does not tell', () => {
  const told = {
    itemCount: 3,
    message: 'no onions',
    orderTitle: 'Dar Salma',
    totalAmount1000: 125500,
    totalCurrencyCode: 'MAD',
    token: 'AR4=',
    thumbnail: '/9j/4AAQ',
  }
  const order = {
    orderId: '7301',
    title: 'Dar Salma',
    text: 'no onions',
    itemCount: 3,
    total: { amount: 12550, currency: 'MAD', digits: 2 },
    items: [],
  }
  const long = (low: number) => ({ low, high: 0, unsigned: false })

  it.each([
    ['GOWS', gows({ orderMessage: { ...told, orderID: '7301' } })],
    [
      'GOWS, in a chat whose messages disappear',
      gows({ ephemeralMessage: { message: { orderMessage: { ...told, orderID: '7301' } } } }),
    ],
    ['NOWEB', noweb({ orderMessage: { ...told, orderId: '7301', totalAmount1000: long(125500) } })],
    ['NOWEB, in words', noweb({ orderMessage: { ...told, orderId: '7301', totalAmount1000: '125500' } })],
    ['WEBJS', webjs({ ...told, type: 'order', orderId: '7301' }, { body: 'no onions' })],
  ])('is an order that says how much it is: %s', (_engine, { messages, notices }) => {
    expect(messages).toMatchObject([{ type: 'order', direction: 'inbound' }])
    expect(messages[0]!.content).toEqual({ order })
    expect(notices).toEqual([])
  })

  it.each([
    ['JPY', 1_500_000, { amount: 1500, currency: 'JPY', digits: 0 }],
    ['kwd', 1_250, { amount: 1250, currency: 'KWD', digits: 3 }],
    ['MAD', 0, { amount: 0, currency: 'MAD', digits: 2 }],
    ['MAD', -5, undefined],
    ['dirham', 5_000, undefined],
    ['MAD', 'much', undefined],
    [undefined, 5_000, undefined],
  ])('has its total in minor units, or none: %s %s', (totalCurrencyCode, totalAmount1000, total) => {
    const [message] = gows({ orderMessage: { itemCount: 1, totalCurrencyCode, totalAmount1000 } }).messages
    expect(message!.content.order!.total).toEqual(total)
  })

  it.each([-2130457980925, 0, 1.5, 1e9, '∞', null])('has no count that makes no sense: %s', itemCount => {
    const [message] = gows({ orderMessage: { orderID: '7301', itemCount } }).messages
    expect(message).toMatchObject({ type: 'order', content: { order: { orderId: '7301', items: [] } } })
    expect(message!.content.order).not.toHaveProperty('itemCount')
  })
})
