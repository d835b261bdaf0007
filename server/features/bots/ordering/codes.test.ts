import { describe, expect, it } from 'vitest'
import { readCodes } from './codes.ts'

const ITEMS = [
  { id: 'A', code: '01', name: 'Hummus', available: true },
  { id: 'B', code: '07', name: 'Kebab', available: true },
  { id: 'C', code: '12', name: 'Soup', available: false },
  { id: 'D', code: 'COLA', name: 'Cola', available: true },
]

/** `A2 B1` — which items how often — and what else was found. */
function read(text: string, bare = true): string | null {
  const order = readCodes(text, ITEMS, bare)
  if (!order) return null
  const lines = order.lines.map(line => `${line.itemId}${line.quantity}`)
  const rest = Object.entries(order).filter(([name, found]) => name !== 'lines' && found.length > 0)
  return [...lines, ...rest.map(([name, found]) => `${name}: ${found.join(', ')}`)].join(' ')
}

describe('an order in codes', () => {
  it.each([
    ['#01 #07 x2', 'A1 B2'],
    ['#01 x2 #07', 'A2 B1'],
    ['01 07', 'A1 B1'],
    ['#01', 'A1'],
    ['01', 'A1'],
    ['#1 #7', 'A1 B1'],
    ['1 7', 'A1 B1'],
    ['#01#07', 'A1 B1'],
    ['#01x3,#07×2', 'A3 B2'],
    ['#01 x 2', 'A2'],
    ['# 01 *2', 'A2'],
    ['2x #01 #07', 'A2 B1'],
    ['#01 2x', 'A2'],
    ['x2 #01', 'A2'],
    ['#01 #01 01', 'A3'],
    ['#01 X2\n#07 x1\ncola', 'A2 B1 D1'],
    ['#01 and #07, please', 'A1 B1'],
    ['je voudrais #01 et #07 svp', 'A1 B1'],
    ['#٠١ و #٠٧ ×٢', 'A1 B2'],
    ['٠١ ٠٧', 'A1 B1'],
    ['#cola x2', 'D2'],
  ])('“%s” is %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    ['#01 #99', 'A1 unknown: #99'],
    ['01 99 98 99', 'A1 unknown: 99, 98'],
    ['#12', 'unavailable: Soup'],
    ['#01 x0', 'quantities: #01'],
    ['#01 x21', 'quantities: #01'],
    ['fries #01', 'A1 words: fries'],
    ['#01 2', 'A1 words: 2'],
    ['#01 x2 x3', 'A2 words: x3'],
    ['#99x2', 'unknown: #99'],
    ['98 99', 'unknown: 98, 99'],
  ])('“%s” says what is wrong: %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    ['#02 x2 no onions', undefined],
    ['#01 x2 no onions', ['no onions']],
    ['#01 fries', ['fries']],
    ['#01 with extra sauce x2, please', ['with extra sauce']],
    ['#01 no onions #07 x2 بدون بصل', ['no onions', 'بدون بصل']],
    ['#01 and #07 please', [undefined, undefined]],
    ['Hello! #01', [undefined]],
    ['#01 x2\nsans sel et bien cuit svp', ['sans sel et bien cuit']],
    ['#01 with 3 spoons', ['with 3 spoons']],
  ])('takes what is written behind a code for a wish: “%s”', (text, notes) => {
    const order = readCodes(text, ITEMS, true)
    if (notes) expect(order?.lines.map(line => line.note)).toEqual(notes)
    else expect(order?.unknown).toEqual(['#02'])
    expect(order?.words).toEqual([])
  })

  it.each([['hello'], ['01 hello'], ['x2'], ['7'], ['99'], ['0555123456'], ['#'], [''], ['King Fahd Road 12']])(
    '“%s” is none',
    text => {
      expect(read(text)).toBeNull()
    },
  )

  it.each([['01 07'], ['01'], ['cola']])('“%s” is none where a number answers a question', text => {
    expect(read(text, false)).toBeNull()
  })

  it('a number that two codes could mean finds neither', () => {
    const twins = [
      { id: 'A', code: '1', name: 'One', available: true },
      { id: 'B', code: '001', name: 'Other', available: true },
    ]
    expect(readCodes('#01', twins, false)).toMatchObject({ lines: [], unknown: ['#01'] })
    expect(readCodes('#1', twins, false)).toMatchObject({ lines: [{ itemId: 'A' }] })
  })
})
