import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { type PhoneFault, readPhone } from './read-phone.ts'

describe('a phone number', () => {
  it.each([
    ['+44 7911 123456', '+447911123456'],
    ['+44 (0)7911 123456', '+447911123456'],
    ['+44(0) 7911-123456', '+447911123456'],
    ['0044 (0)7911 123456', '+447911123456'],
    ['+44 07911 123456', '+447911123456'],
    ['(+44) 7911 123456', '+447911123456'],
    ['+(44) 7911.123.456', '+447911123456'],
    ['00447911123456', '+447911123456'],
    ['tel:+44-7911-123456', '+447911123456'],
    ['whatsapp:+447911123456', '+447911123456'],
    ['\u202a+44 7911 123456\u202c', '+447911123456'],
    ['\u2066+44\u00a07911\u2011123456\u2069', '+447911123456'],
    ['\u200f+44\u20097911\u2212123456', '+447911123456'],
    ['＋４４（０）７９１１－１２３４５６', '+447911123456'],
    ['+٩٦٦ ٥٣ ٦٦٥ ٦١٦٦', '+966536656166'],
    ['۰۰۹۶۶ ۵۳ ۶۶۵ ۶۱۶۶', '+966536656166'],
    ['+44 (0151 12) 34 567', '+441511234567'],
    ['+54 (011) 2345 6789', '+541123456789'],
    ['+49 (0) 30/1234567', '+49301234567'],
    ['+36 06 20 123 4567', '+36201234567'],
    ['+39 06 698 12345', '+390669812345'],
    ['+39 (0)6 698 12345', '+390669812345'],
    ['+225 07 08 12 34 56', '+2250708123456'],
    ['+1 (415) 555-2671', '+14155552671'],
    ['+15550001111', '+15550001111'],
    ['+5215512345678', '+5215512345678'],
    ['+52 01 55 1234 5678', '+525512345678'],
    ['+54 11 15 2345 6789', '+5491123456789'],
    ['(0044) 7911 123456', '+447911123456'],
    ['(00) 44 7911 123456', '+447911123456'],
    ['tel://+44-7911-123456', '+447911123456'],
    ['﹢44·7911·123456', '+447911123456'],
  ])('%s is %s', (written, phone) => {
    expect(readPhone(written)).toEqual({ phone })
  })

  it.each([
    ['07911 123456', ['GB'], '+447911123456'],
    ['(07911) 123-456', ['GB'], '+447911123456'],
    ['0612345678', ['MA'], '+212612345678'],
    ['٠٥٣ ٦٦٥ ٦١٦٦', ['SA'], '+966536656166'],
    ['8 912 345-67-89', ['RU'], '+79123456789'],
    ['06 20 123 4567', ['HU'], '+36201234567'],
    ['(415) 555-2671', ['US'], '+14155552671'],
    ['1 415 555 2671', ['US'], '+14155552671'],
    ['011 44 7911 123456', ['US'], '+447911123456'],
    ['06 698 12345', ['IT'], '+390669812345'],
    ['0011 44 7911 123456', ['AU'], '+447911123456'],
    ['0044 7911 123456', ['AU'], '+447911123456'],
    ['00 1 415 555 2671', ['AU'], '+14155552671'],
    ['001 44 7911 123456', ['SG'], '+447911123456'],
    ['000 44 7911 123456', ['KE'], '+447911123456'],
  ])('%s written in %j is %s', (written, countries, phone) => {
    expect(readPhone(written, { countries })).toEqual({ phone })
  })

  it.each<[string, string[], PhoneFault]>([
    ['', [], 'signs'],
    ['call me', [], 'signs'],
    ['+44 7911 123456 ext 5', [], 'signs'],
    ['tel:+44-7911-123456;ext=5', [], 'signs'],
    ['+44 7911 123456²', [], 'signs'],
    ['+44 7911 123456/57', [], 'signs'],
    ['MA.1029384756', [], 'signs'],
    ['447911123456+', [], 'plus'],
    ['++44 7911 123456', [], 'plus'],
    ['07911 123456', [], 'country'],
    ['966536656166', [], 'country'],
    ['07911 123456', ['MA'], 'elsewhere'],
    ['0612345678', ['FR', 'MA'], 'doubt'],
    ['0021 11 98765 4321', ['BR'], 'elsewhere'],
    ['+44 0791112345', [], 'zero'],
    ['+44 (0) (0) 7911 123456', [], 'zero'],
    ['0011 44 7911 123456', [], 'zero'],
    ['+1 1 415 555 2671', [], 'zero'],
    ['+39 (0)1', [], 'short'],
    ['+12', [], 'short'],
    ['+1234567890123456', [], 'long'],
  ])('%s, written in %j, is refused: %s', (written, countries, fault) => {
    expect(readPhone(written, { countries })).toEqual({ fault })
  })

  it('in the form of WhatsApp’s ids is read where these are taken', () => {
    expect(readPhone('447911123456', { bare: 'international' })).toEqual({ phone: '+447911123456' })
    expect(readPhone('07911123456', { bare: 'international' })).toEqual({ fault: 'country' })
  })
})

const numbers = getCountries().flatMap(country => {
  const number = getExampleNumber(country, examples)
  return number ? [{ country, number }] : []
})
const noise = fc.array(
  fc.constantFrom(' ', '-', '.', '\u00a0', '\u2011', '\u202a', '\u202c', '\u2066', '\u2069', '\u200e', '\u2009'),
  { maxLength: 3 },
)
const digits = fc.constantFrom('0123456789', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '０１２３４５６７８９', '०१२३४५६७८९')

/** A number with noise between its digits, in digits of some script. */
const written = (text: string) =>
  fc
    .tuple(digits, fc.array(noise, { minLength: text.length, maxLength: text.length }))
    .map(([script, signs]) =>
      [...text].map((sign, no) => (/\d/.test(sign) ? [...script][Number(sign)] : sign) + signs[no]!.join('')).join(''),
    )

describe('every number', () => {
  it.each(numbers)(
    'of $country is itself in international and national form, whatever stands between its digits',
    ({ country, number }) => {
      const phone = number.number
      const forms = [phone, phone.replace('+', '00'), number.formatInternational(), number.getURI()]
      for (const form of forms) expect([form, readPhone(form)]).toEqual([form, { phone }])
      const home = readPhone(number.formatNational(), { countries: [country] })
      expect(home.phone ?? phone, number.formatNational()).toBe(phone)
      fc.assert(
        fc.property(written(phone), text => {
          expect(readPhone(text)).toEqual({ phone })
        }),
        { numRuns: 20 },
      )
    },
  )

  it('is never read as another: its digits are those written, without a prefix that is dialled only at home', () => {
    const text = fc
      .tuple(fc.constantFrom('+', '00', ''), fc.stringMatching(/^[0-9 ()./-]{0,20}$/))
      .map(parts => parts.join(''))
    const countries = fc.constantFrom([], ['GB'], ['MA'], ['US'], ['IT'], ['FR', 'MA'])
    fc.assert(
      fc.property(text, countries, (typed, where) => {
        const { phone } = readPhone(typed, { countries: where })
        if (phone === undefined) return
        expect(phone).toMatch(/^\+[1-9]\d{6,14}$/)
        const [read, said] = [phone.slice(1), typed.replace(/\D/g, '')]
        const rest = [...Array(read.length).keys()].find(no => said.endsWith(read.slice(no)))!
        // What is dropped stands at the beginning, or is what is dialled at home right behind the country code.
        expect(rest).toBeLessThanOrEqual(3)
        expect(said.slice(0, said.length - (read.length - rest))).toMatch(/^(?:00|011)?\d{0,3}(?:0|06|8|80|1)?$/)
      }),
      { numRuns: 20_000 },
    )
  })
})
