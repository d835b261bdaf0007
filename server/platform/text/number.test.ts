import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumber } from './number.ts'

describe('a number that a person writes', () => {
  it.each([
    ['2', 2],
    ['٢', 2],
    ['۲', 2],
    ['２', 2],
    ['②', 2],
    ['2️⃣', 2],
    ['🔟', 10],
    ['2.', 2],
    ['2)', 2],
    ['(2)', 2],
    ['[2]', 2],
    ['\u200f2', 2],
    ['\u2067٢\u2069', 2],
    ['#2', 2],
    ['no. 2', 2],
    ['n° 2', 2],
    ['Number 2', 2],
    ['رقم ٢', 2],
    ['x2', 2],
    ['2x', 2],
    ['2 x', 2],
    ['×3', 3],
    ['3 please', 3],
    ['3 PCS', 3],
    ['3pcs', 3],
    ['3 pieces please 🙏', 3],
    ['3 svp', 3],
    ['3 pièces', 3],
    ['3 من فضلك', 3],
    ['3 حبات', 3],
    ['two', 2],
    ['Twelve please', 12],
    ['deux', 2],
    ['Une, s’il vous plaît', 1],
    ['dix-sept', 17],
    ['واحد', 1],
    ['واحدة', 1],
    ['إثنين', 2],
    ['ثلاثة', 3],
    ['ثلاث حبات', 3],
    ['حبتين', 2],
    ['حبتان', 2],
    ['طبقين من فضلك', 2],
    ['جوج', 2],
    ['2 حبة', 2],
    ['خمسة عشر', 15],
    ['عشرون', 20],
    ['dix sept', 17],
    ['1️⃣0️⃣', 10],
    ['❿', 10],
    ['2nd', 2],
    ['numéro 2', 2],
    ['*2*', 2],
    ['“2”', 2],
    ['«2»', 2],
    ['just 2 please', 2],
    ['I’d like 2', 2],
    ['je voudrais deux', 2],
    ['أريد حبتين', 2],
  ])('%j is %i', (text, value) => {
    expect(readNumber(text)).toEqual({ value, rest: '' })
  })

  it.each([
    ['2 coffees', { value: 2, rest: 'coffees' }],
    ['2 - Pizza', { value: 2, rest: 'pizza' }],
    ['3 no onions', { value: 3, rest: 'no onions' }],
    ['many', undefined],
    ['x', undefined],
    ['', undefined],
    ['2.5', undefined],
    ['12:30', undefined],
    ['12/3', undefined],
    ['1,5', undefined],
    ['+212 612', undefined],
    ['sixteenth', undefined],
    ['2 with 3 sugars', { value: 2, rest: 'with 3 sugars' }],
    ['2 - 3 cheeses', { value: 2, rest: '3 cheeses' }],
  ])('%j is %j', (text, read) => {
    expect(readNumber(text)).toEqual(read)
  })

  it.each([
    ...[
      '2-3',
      '2 – 3',
      '2 or 3',
      '2 to 3',
      '2 ou 3',
      '٢ أو ٣',
      'two or three',
      'one two',
      '2 & 3',
      '2+1',
      '2 or 3 burgers',
    ],
    ...[
      'two hundred',
      'twenty one',
      'vingt et un',
      'vingt-deux',
      'quatre vingt',
      'deux cents',
      'une douzaine',
      '2 dozen',
    ],
    ...['½', '2½', '1 ½', '2 1/2', '2²', 'two and a half', 'واحد ونص', '2 %'],
    ...['5 min', '2 hours please', '8pm', '5 دقائق'],
  ])('%j, which leaves open how many, is none', text => {
    expect(readNumber(text)).toBeUndefined()
  })

  it('is read the same in any digits, and never as another number', () => {
    const zeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce]
    fc.assert(
      fc.property(fc.nat(99_999), fc.constantFrom(...zeros), (value, zero) => {
        const digits = [...`${value}`].map(digit => String.fromCodePoint(zero + Number(digit))).join('')
        expect(readNumber(digits)).toEqual({ value, rest: '' })
      }),
    )
  })
})
