import { describe, expect, it } from 'vitest'
import { STARTER_MENU, starterPrice } from './menu.ts'

describe('the menu of a new restaurant', () => {
  it.each([
    ['USD', 8, 800],
    ['SAR', 8, 2800],
    ['XAF', 0.5, 250],
    ['KWD', 8, 2400],
    ['JPY', 5, 700],
  ])('costs what one expects in %s, in its minor units', (currency, usd, amount) => {
    expect(starterPrice(usd, currency)).toBe(amount)
  })

  it('has names that fit a list row on WhatsApp, and codes that are used once', () => {
    const items = STARTER_MENU.flatMap(category => category.items)
    const names = items.flatMap(({ name, fr, ar }) => [name, fr, ar])
    expect(names.filter(name => name.length > 24)).toEqual([])
    expect(new Set(items.map(item => item.code)).size).toBe(items.length)
  })
})
