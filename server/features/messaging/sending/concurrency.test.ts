import { describe, expect, it } from 'vitest'
import { claimQuota, SEND_SLOTS } from './concurrency.ts'

/** Takes this many places for each tenant, on channels of its own. */
const held = (...counts: number[]) => counts.flatMap((count, no) => places(`tenant ${no}`, count))
const places = (tenantId: string, count: number, channels = 20) =>
  Array.from({ length: count }, (_, no) => ({ tenantId, channelId: `${tenantId} channel ${no % channels}` }))

describe('places for sends', () => {
  it('go to one tenant up to half of all, while there is room', () => {
    expect(claimQuota([])).toEqual({ limit: SEND_SLOTS * 0.75, perTenant: SEND_SLOTS / 2, without: [] })
    expect(claimQuota(held(SEND_SLOTS / 2))).toMatchObject({ limit: SEND_SLOTS / 4, without: ['tenant 0'] })
  })

  it('are never all with tenants that hang: some are kept for those that use few', () => {
    const taken: ReturnType<typeof places> = []
    for (let turn = 0; turn < 1_000; turn++) {
      const { limit, perTenant, without } = claimQuota(taken)
      const greedy = ['a', 'b', 'c'].filter(tenant => !without.includes(tenant))
      const before = taken.length
      for (const tenant of greedy) {
        taken.push(...places(tenant, Math.min(perTenant, limit - (taken.length - before))))
      }
      if (taken.length === before) break
    }
    // Three quarters, and the few places of the tenant that came last.
    expect(taken.length).toBeLessThanOrEqual(SEND_SLOTS * 0.75 + 40)
    expect(claimQuota(taken)).toMatchObject({
      limit: SEND_SLOTS - taken.length,
      perTenant: 40,
      without: ['a', 'b', 'c'],
    })
  })

  it('of one tenant are never all with one channel that hangs', () => {
    const { without, perTenant } = claimQuota(places('a', 300, 1))
    expect(without).toEqual(['a channel 0'])
    expect(perTenant).toBeGreaterThan(0)
  })

  it('are none when all are taken', () => {
    expect(claimQuota(held(...Array<number>(20).fill(SEND_SLOTS / 20))).limit).toBe(0)
  })
})
