import { describe, expect, it } from 'vitest'
import { judgeEndpoint, passes } from './ledger.ts'

const committed = new Map([
  ['one', ['a', 'b', 'c']],
  ['other', ['x', 'y']],
])
const judge = (taken: string[], ordered = true) => judgeEndpoint({ name: 'e', committed, taken, ordered })

describe('the judge of webhooks', () => {
  it('lets pass what came in order, more than once or not', () => {
    expect(passes(judge(['a', 'x', 'b', 'b', 'y', 'c']))).toBe(true)
    expect(judge(['a', 'x', 'b', 'b', 'y', 'c', 'a'])).toMatchObject({ repeated: 2, outOfOrder: 0, delivered: 5 })
  })

  it('fails what was lost, made up, or overtaken where order was asked for', () => {
    expect(judge(['a', 'b', 'c', 'x'])).toMatchObject({ lost: 1 })
    expect(judge(['a', 'b', 'c', 'x', 'y', 'z'])).toMatchObject({ unexpected: 1 })
    expect(judge(['b', 'a', 'c', 'x', 'y'])).toMatchObject({ outOfOrder: 1 })
    expect(judge(['b', 'a', 'c', 'x', 'y'], false)).toMatchObject({ outOfOrder: 0 })
    for (const taken of [['a'], ['b', 'a', 'c', 'x', 'y'], ['a', 'b', 'c', 'x', 'y', 'z']])
      expect(passes(judge(taken))).toBe(false)
    expect(passes(judgeEndpoint({ name: 'e', committed: new Map(), taken: [], ordered: false }))).toBe(false)
  })
})
