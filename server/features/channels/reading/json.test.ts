import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LONG_NUMBER, MAX_DEPTH, nestsDeeperThan, parseJson } from './json.ts'

const bytes = (text: string) => Buffer.from(text)
const nested = (levels: number) => bytes('['.repeat(levels) + ']'.repeat(levels))

describe('nesting', () => {
  it('is counted outside of texts only', () => {
    expect(nestsDeeperThan(bytes(String.raw`{"a":"[[[[\"[[[[","b":[1]}`), 2)).toBe(false)
    expect(nestsDeeperThan(bytes('{"a":[[1]]}'), 2)).toBe(true)
  })

  it('of 100,000 levels is found without being built', () => {
    expect(nestsDeeperThan(nested(100_000), MAX_DEPTH)).toBe(true)
    expect(nestsDeeperThan(bytes('{"a":'.repeat(100_000)), MAX_DEPTH)).toBe(true)
  })

  it('agrees with the depth of any JSON', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const depth = depthOf(value)
        const body = bytes(JSON.stringify(value))
        return !nestsDeeperThan(body, depth) && (depth === 0 || nestsDeeperThan(body, depth - 1))
      }),
    )
  })
})

describe('provider JSON', () => {
  it('keeps the digits of ids that a number cannot hold', () => {
    expect(parseJson(bytes('{"id":106540352242922345,"list":[9007199254740993],"small":7,"price":1.5}'))).toEqual({
      id: '106540352242922345',
      list: ['9007199254740993'],
      small: 7,
      price: 1.5,
    })
  })

  it('loses what PostgreSQL refuses: NUL and halves of characters', () => {
    expect(parseJson(bytes(String.raw`{"a":"x\u0000y","b":"\ud83c","c":"\ud83c\udf55"}`))).toEqual({
      a: 'x\ufffdy',
      b: '\ufffd',
      c: '🍕',
    })
  })

  it('cannot reach a prototype', () => {
    const value = parseJson(bytes('{"__proto__":{"polluted":true},"constructor":{"a":1}}')) as Record<string, unknown>
    expect(Object.hasOwn(value, '__proto__')).toBe(false)
    expect(value.polluted).toBeUndefined()
    expect({ ...value }).toEqual({ constructor: { a: 1 } })
  })

  it('ends at a depth that can be written again', () => {
    const value = parseJson(nested(5_000))
    expect(nestsDeeperThan(bytes(JSON.stringify(value)), MAX_DEPTH)).toBe(false)
  })

  it('that needs nothing of this is what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: true }), value => {
        const text = JSON.stringify(value)
        fc.pre(!LONG_NUMBER.test(text) && !text.includes('__proto__'))
        expect(JSON.stringify(parseJson(bytes(text)))).toBe(text)
      }),
    )
  })
})
