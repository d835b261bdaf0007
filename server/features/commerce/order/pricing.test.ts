import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../platform/errors/index.ts'
import { MAX_QUANTITY, type PricedItem, priceOrder } from './pricing.ts'

const item = (id: string, priceAmount: number, more: Partial<PricedItem> = {}): PricedItem => ({
  id,
  code: id,
  name: `Item ${id}`,
  available: true,
  priceAmount,
  priceCurrency: 'SAR',
  ...more,
})

const refusal = (work: () => unknown): AppError => {
  try {
    work()
  } catch (error) {
    return error as AppError
  }
  throw new Error('nothing was refused')
}

describe('pricing an order', () => {
  it('locks name, code and price of each line in the order wanted', () => {
    const priced = priceOrder(
      [
        { itemId: 'b', quantity: 2, note: 'no onions' },
        { itemId: 'a', quantity: 1 },
      ],
      [item('a', 1250), item('b', 300)],
    )
    expect(priced).toEqual({
      lines: [
        { itemId: 'b', code: 'b', name: 'Item b', note: 'no onions', quantity: 2, unitAmount: 300, lineAmount: 600 },
        { itemId: 'a', code: 'a', name: 'Item a', note: null, quantity: 1, unitAmount: 1250, lineAmount: 1250 },
      ],
      totalAmount: 1850,
      currency: 'SAR',
    })
  })

  it.each([
    ['nothing', [], 'ORDER_EMPTY'],
    ['none of an item', [{ itemId: 'a', quantity: 0 }], 'ORDER_QUANTITY'],
    ['half an item', [{ itemId: 'a', quantity: 0.5 }], 'ORDER_QUANTITY'],
    ['more than a line holds', [{ itemId: 'a', quantity: MAX_QUANTITY + 1 }], 'ORDER_QUANTITY'],
    ['an item that is gone', [{ itemId: 'z', quantity: 1 }], 'ORDER_ITEM_UNKNOWN'],
  ])('refuses %s', (_what, wanted, code) => {
    expect(refusal(() => priceOrder(wanted, [item('a', 100)])).code).toBe(code)
  })

  it('refuses the whole order and names the item that is sold out, instead of leaving it out', () => {
    const wanted = ['a', 'b'].map(itemId => ({ itemId, quantity: 1 }))
    const error = refusal(() => priceOrder(wanted, [item('a', 1), item('b', 1, { available: false })]))
    expect(error.code).toBe('ORDER_ITEM_UNAVAILABLE')
    expect(error.details).toEqual({ items: [{ id: 'b', code: 'b', name: 'Item b' }] })
  })

  it('refuses prices in two currencies', () => {
    const wanted = ['a', 'b'].map(itemId => ({ itemId, quantity: 1 }))
    const error = refusal(() => priceOrder(wanted, [item('a', 1), item('b', 1, { priceCurrency: 'XAF' })]))
    expect(error.code).toBe('ORDER_CURRENCY_MIX')
  })

  it('has a total that is the exact sum of its lines, whatever the prices', () => {
    const line = fc.record({ price: fc.nat(10_000_000_000), quantity: fc.integer({ min: 1, max: MAX_QUANTITY }) })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 50 }), lines => {
        const catalogue = lines.map(({ price }, index) => item(`${index}`, price))
        const priced = priceOrder(
          lines.map(({ quantity }, index) => ({ itemId: `${index}`, quantity })),
          catalogue,
        )
        const exact = lines.reduce((sum, { price, quantity }) => sum + BigInt(price) * BigInt(quantity), 0n)
        expect(BigInt(priced.totalAmount)).toBe(exact)
      }),
    )
  })
})
