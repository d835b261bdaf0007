import { expect, it } from 'vitest'
import { addBuckets, type Buckets, quantile } from './quantile.ts'

const BUCKETS: Buckets = [
  [0.001, 50],
  [0.002, 90],
  [0.004, 100],
  [Number.POSITIVE_INFINITY, 100],
]

it('finds a quantile within its bucket', () => {
  expect(quantile(BUCKETS, 0.5)).toBeCloseTo(0.001)
  expect(quantile(BUCKETS, 0.7)).toBeCloseTo(0.0015)
  expect(quantile(BUCKETS, 0.99)).toBeCloseTo(0.0038)
})

it('says the last bound of what lies above all, and zero of nothing', () => {
  const above: Buckets = [
    [0.001, 1],
    [Number.POSITIVE_INFINITY, 100],
  ]
  expect(quantile(above, 0.99)).toBe(0.001)
  expect(quantile([], 0.99)).toBe(0)
})

it('adds what several processes measured, also when one measured nothing', () => {
  expect(addBuckets([BUCKETS, [], BUCKETS])).toEqual(BUCKETS.map(([bound, count]) => [bound, 2 * count]))
})
