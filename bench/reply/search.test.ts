import { expect, test } from 'vitest'
import { rateAt, searchRate, whyNot } from './search.ts'
import type { Offered } from './world.ts'

const offered = (more: Partial<Offered> = {}): Offered => ({
  delays: Array.from({ length: 100 }, () => 20),
  unanswered: 0,
  waiting: [1, 2, 1, 2, 1, 2],
  sends: 100,
  refused: 0,
  ...more,
})

test('the rates grow by the square root of two', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(rateAt)).toEqual([25, 35, 50, 71, 100, 141, 200, 283, 400])
})

test('a rate counts only when everybody is answered in time and the queue does not grow', () => {
  expect(whyNot(offered(), 25)).toBeUndefined()
  expect(whyNot(offered({ unanswered: 1 }), 25)).toBe('1 without an answer')
  expect(whyNot(offered({ refused: 2 }), 25)).toBe('2 webhooks not taken')
  expect(whyNot(offered({ delays: Array.from({ length: 100 }, (_, no) => (no < 90 ? 20 : 300)) }), 25)).toBe(
    'p95 300 ms',
  )
  expect(whyNot(offered({ waiting: [1, 1, 3, 4, 9, 11] }), 25)).toBe('queue grows from 1 to 10')
})

test('the search ends at the last rate before one that failed twice', async () => {
  const tried: number[] = []
  const rate = await searchRate(async perSecond => {
    tried.push(perSecond)
    return perSecond > 50 ? 'slow' : undefined
  })
  expect(rate).toBe(50)
  expect(tried).toEqual([25, 35, 50, 71, 71])
})

test('a rate that failed once by chance is tried again', async () => {
  let chance = 0
  expect(await searchRate(async perSecond => (perSecond > 71 || chance++ === 1 ? 'slow' : undefined))).toBe(71)
})

test('the search goes down when the first rate is too much, and gives 0 when none is sustained', async () => {
  expect(await searchRate(async perSecond => (perSecond > 9 ? 'slow' : undefined))).toBe(9)
  expect(await searchRate(async () => 'slow')).toBe(0)
})

test('the search stays below the highest rate that makes sense', async () => {
  expect(await searchRate(async () => undefined, 100)).toBe(100)
})
