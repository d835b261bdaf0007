import { describe, expect, it } from 'vitest'
import { formatMoney } from './money.ts'

const plain = (text: string) => text.replace(/\p{Cf}/gu, '').replace(/\u202f/g, ' ')

describe('money', () => {
  it.each([
    [2550, 'SAR', 'en', 'SAR 25.50'],
    [2550, 'SAR', 'fr', '25,50 SAR'],
    [2550, 'SAR', 'ar', '25.50 ر.س.'],
    [5, 'SAR', 'en', 'SAR 0.05'],
    [0, 'SAR', 'en', 'SAR 0.00'],
    [1250, 'JPY', 'en', '¥1,250'],
    [1250, 'KWD', 'en', 'KWD 1.250'],
    [25000, 'XAF', 'fr', '25 000 FCFA'],
    [1500, 'IQD', 'en', 'IQD 1.500'],
    [900719925474099, 'EUR', 'en', '€9,007,199,254,740.99'],
  ] as const)('%i minor units of %s in %s are %s', (amount, currency, locale, expected) => {
    expect(plain(formatMoney(amount, currency, locale))).toBe(expected)
  })
})
