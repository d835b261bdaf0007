import { expect, it } from 'vitest'
import { retryPause } from './index.ts'

it.each([
  [2, 0, 2],
  [2, 1, 4],
  [0.5, 3, 4],
  [2, 6, 128],
])('a pause from %s s on, after %s failed tries, is about %s s, each time another', (first, failed, about) => {
  const pauses = Array.from({ length: 100 }, () => retryPause(first, failed))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(about * 0.75)
  expect(Math.max(...pauses)).toBeLessThanOrEqual(about * 1.25)
  expect(new Set(pauses).size).toBeGreaterThan(50)
})

it.each([
  [2, 10],
  [2, 19],
  [3_600, 0],
  [60, 2_000],
])('no pause is longer than ten minutes: from %s s on, after %s failed tries', (first, failed) => {
  expect(retryPause(first, failed)).toBe(600)
})
