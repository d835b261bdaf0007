import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LimitRule, Limits } from './port.ts'

let keys = 0
const newKey = () => `key-${process.pid}-${++keys}`
const RULE: LimitRule = { name: 'test', points: 10, perSeconds: 60 }
/** The beginning of a period of 60 seconds, in milliseconds. */
const START = 1_700_000_040_000

/** What all limits do. `open` takes the clock they go by. */
export function limitsContract(open: (now: () => number) => Promise<Limits>): void {
  let limits: Limits
  let moment = START
  beforeEach(async () => {
    moment = START
    limits = await open(() => moment)
  })
  afterEach(() => limits.close())
  const at = (seconds: number) => {
    moment = START + seconds * 1000
  }
  const takeMany = async (key: string, times: number) => {
    const states = []
    for (let no = 0; no < times; no++) states.push(await limits.take(RULE, key))
    return states
  }

  it('allows as many as the rule says, and counts down', async () => {
    const states = await takeMany(newKey(), 12)
    expect(states.map(state => state.allowed)).toEqual([...Array(10).fill(true), false, false])
    expect(states.map(state => state.remaining)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0])
    expect(states[0]).toMatchObject({ limit: 10, retryAfter: 0 })
    expect(states[11]!.retryAfter).toBeGreaterThan(0)
  })

  it('allows not one more than the rule to a hundred that come at once', async () => {
    const key = newKey()
    const states = await Promise.all(Array.from({ length: 100 }, () => limits.take(RULE, key)))
    expect(states.filter(state => state.allowed)).toHaveLength(10)
  })

  it('keeps keys and rules apart', async () => {
    const [a, b] = [newKey(), newKey()]
    await takeMany(a, 10)
    expect((await limits.take(RULE, a)).allowed).toBe(false)
    expect((await limits.take(RULE, b)).allowed).toBe(true)
    expect((await limits.take({ ...RULE, name: 'other' }, a)).allowed).toBe(true)
  })

  it('slides: never more than the rule in any 60 seconds, also over a border', async () => {
    const key = newKey()
    at(59)
    await takeMany(key, 10)
    at(61)
    expect((await limits.take(RULE, key)).allowed).toBe(false)
    at(90)
    const later = await takeMany(key, 10)
    expect(later.filter(state => state.allowed)).toHaveLength(5)
    at(181)
    expect((await limits.take(RULE, key)).remaining).toBe(9)
  })

  it('says truly how long to wait', async () => {
    const key = newKey()
    at(20)
    await takeMany(key, 10)
    const refused = await limits.take(RULE, key)
    expect(refused.resetAt).toBeGreaterThan(moment / 1000)
    at(20 + refused.retryAfter - 2)
    expect((await limits.take(RULE, key)).allowed).toBe(false)
    at(20 + refused.retryAfter)
    expect((await limits.take(RULE, key)).allowed).toBe(true)
  })

  it('does not lock out who asks too often: what was refused does not count', async () => {
    const key = newKey()
    await takeMany(key, 200)
    at(60 + 7)
    expect((await limits.take(RULE, key)).allowed).toBe(true)
  })

  it('takes several points at once, all or none', async () => {
    const key = newKey()
    expect((await limits.take(RULE, key, 8)).remaining).toBe(2)
    expect((await limits.take(RULE, key, 3)).allowed).toBe(false)
    expect((await limits.take(RULE, key, 2)).allowed).toBe(true)
  })
}
