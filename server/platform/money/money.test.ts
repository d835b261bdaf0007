import { describe, expect, it } from 'vitest'
import { minorDigits, viewMoney } from './money.ts'

/** ISO 4217, list one: the currencies in use, by how many digits their minor unit has. Written out, not derived. */
const ISO_4217: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW ' +
    'CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS ' +
    'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN ' +
    'NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC ' +
    'SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}

describe('minor units', () => {
  it.each(Object.entries(ISO_4217))('have %s digits in the currencies of which ISO 4217 says so', (digits, codes) => {
    const wrong = codes.split(' ').filter(code => minorDigits(code) !== Number(digits))
    expect(wrong).toEqual([])
  })

  it('are those of ISO 4217 also where Intl follows custom', () => {
    const custom = (currency: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
    const differing = Object.values(ISO_4217)
      .flatMap(codes => codes.split(' '))
      .filter(code => custom(code) !== minorDigits(code))
    expect(differing).toContain('IQD')
    expect(viewMoney(12_500_000, 'IQD')).toEqual({ amount: 12_500_000, currency: 'IQD', digits: 3 })
  })
})
