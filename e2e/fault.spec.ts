import { describe, expect, it } from 'vitest'
import { runFaults } from '../bench/fault/run.ts'
import type { Size } from '../bench/fault/stage.ts'
import { redisAvailable } from '../server/test/withRedis.ts'

/** The short form of `npm run fault`: fewer events, fewer kills, the same judge. */
const SHORT = { perSecond: 100, seconds: 6, kills: 3 }

const skipped = (size: Size) => size === 'many' && !redisAvailable

for (const size of ['one', 'many'] as const) {
  describe.skipIf(skipped(size))(`killed in the middle of the work, size ${size}`, () => {
    it('loses nothing that was acknowledged and processes nothing twice', async () => {
      const report = await runFaults({ ...SHORT, size, flushes: size === 'many' ? 1 : 0 })
      expect(report).toMatchObject({
        passed: true,
        offered: 600,
        acknowledged: 600,
        processed: 600,
        duplicated: 0,
        lost: 0,
      })
    })
  })
}

describe('the judge of such a run', () => {
  it('notices work that somebody removed', async () => {
    const report = await runFaults({ ...SHORT, size: 'one', flushes: 0, sabotage: 3 })
    // One event in twenty is sent twice, so a removed row may have a twin that is processed.
    expect(report.lost).toBeGreaterThan(0)
    expect(report.lost).toBeLessThanOrEqual(3)
    expect(report.passed).toBe(false)
  })
})
