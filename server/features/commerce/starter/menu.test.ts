import { describe, expect, it } from 'vitest'
import { minorDigits } from '../../../platform/money/index.ts'
import { STARTER_MENU, starterPrice } from './menu.ts'

describe('the menu of a new restaurant', () => {
  it.each([
    ['USD', 8, 800],
    ['SAR', 8, 2800],
    ['XAF', 0.5, 250],
    ['KWD', 8, 2400],
    ['JPY', 5, 700],
    ['IQD', 8, 10_000_000],
    ['BHD', 8, 3000],
    ['MGA', 8, 3_600_000],
    ['IDR', 0.5, 800_000],
  ])('costs what one expects in %s, in its minor units', (currency, usd, amount) => {
    expect(starterPrice(usd, currency)).toBe(amount)
  })

  it.each(Intl.supportedValuesOf('currency'))('costs something in %s that its smallest coin can pay', currency => {
    const prices = STARTER_MENU.flatMap(({ items }) => items.map(({ usd }) => starterPrice(usd, currency)))
    expect(prices.filter(price => price < 10)).toEqual([])
  })

  it.each(['IQD', 'IDR', 'IRR', 'KRW', 'LBP', 'PYG', 'TZS', 'UGX', 'UZS', 'VND'])(
    'never sells chicken in %s for less than a hundred units: one of them buys nothing',
    currency => {
      expect(starterPrice(8, currency) / 10 ** minorDigits(currency)).toBeGreaterThan(100)
    },
  )

  it('has names that fit a list row on WhatsApp, and codes that are used once', () => {
    const items = STARTER_MENU.flatMap(category => category.items)
    const names = items.flatMap(({ name, fr, ar }) => [name, fr, ar])
    expect(names.filter(name => name.length > 24)).toEqual([])
    expect(new Set(items.map(item => item.code)).size).toBe(items.length)
  })
})
