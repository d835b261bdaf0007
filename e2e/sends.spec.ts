import { expect, it } from 'vitest'
import { runSendFaults } from '../bench/fault/sends/run.ts'

/** The short form of `npm run fault -- sends`: one provider, few messages, one death. */
it('sends while answers get lost and a worker dies leave nothing unsent and nothing sent twice', async () => {
  const options = { messages: 80, customers: 20, kills: 1, outages: 0, freeze: false, seed: 11 }
  const report = await runSendFaults({ ...options, provider: 'cloud_api' })
  expect(report, JSON.stringify(report)).toMatchObject({
    passed: true,
    intended: 80,
    duplicated: 0,
    lost: 0,
    neverAttempted: 0,
    inboundLost: 0,
  })
  expect(report.ambiguousInjected).toBeGreaterThan(0)
  expect(report.listedForPeople).toBe(report.unknownNow)
}, 240_000)
