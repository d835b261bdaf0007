import { expect, it } from 'vitest'
import { ErrorRate } from './error-rate.ts'
import { deadLetters, freeDisk } from './platform-rules.ts'

const severities = (found: ReadonlyArray<{ severity: string }>) => found.map(({ severity }) => severity)

it.each([
  [50, []],
  [10, []],
  [9, ['warning']],
  [2, ['critical']],
])('with %i %% of the disk free finds %j', (percent, expected) => {
  expect(severities(freeDisk({ bavail: percent, blocks: 100 }))).toEqual(expected)
})

it('finds dead letters, and many of them critical', () => {
  expect([0, 1, 99, 100].map(count => severities(deadLetters(count))[0])).toEqual([
    undefined,
    'warning',
    'warning',
    'critical',
  ])
})

it('finds a share of failed requests in the last five minutes, and forgets what was before', () => {
  const rate = new ErrorRate()
  const minute = 60_000
  expect(rate.look({ requests: 1_000, failed: 900 }, 0)).toEqual([])
  expect(severities(rate.look({ requests: 1_100, failed: 906 }, minute))).toEqual(['warning'])
  expect(severities(rate.look({ requests: 1_200, failed: 970 }, 2 * minute))).toEqual(['critical'])
  for (let no = 3; no <= 7; no++) rate.look({ requests: 1_200 + no * 100, failed: 970 }, no * minute)
  expect(rate.look({ requests: 2_100, failed: 970 }, 8 * minute)).toEqual([])
})

it('finds nothing in a few requests', () => {
  const rate = new ErrorRate()
  rate.look({ requests: 0, failed: 0 }, 0)
  expect(rate.look({ requests: 40, failed: 40 }, 60_000)).toEqual([])
})
