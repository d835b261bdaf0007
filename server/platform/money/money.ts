/**
 * The one table of minor units: who writes an amount and who shows it must agree. Currencies whose minor unit is not a hundredth,
 * by ISO 4217; `Intl` follows custom instead and differs for 17 of them (the Iraqi dinar has three digits, `Intl` says none).
 */
const DIGITS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map(code => [code, 3]),
  ...'CLF UYW'.split(' ').map(code => [code, 4]),
])

/** Digits after the point: 2 for SAR, 0 for JPY and XAF, 3 for KWD. */
export const minorDigits = (currency: string): number => DIGITS[currency] ?? 2

/** An amount as the API answers it. */
export interface Money {
  /** Minor units. */
  amount: number
  currency: string
  /** So that nobody who shows it needs a table: `amount / 10 ** digits`. */
  digits: number
}

export const viewMoney = (amount: number, currency: string): Money => ({
  amount,
  currency,
  digits: minorDigits(currency),
})
