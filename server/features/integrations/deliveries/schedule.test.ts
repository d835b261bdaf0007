import { describe, expect, it } from 'vitest'
import { differences } from '../attempts/diff.ts'
import { roomFor } from './claim.ts'
import { isLost, OPEN_AFTER, PAUSES_SECONDS, pauseAfter, restAfter, retryAfterOf } from './schedule.ts'

describe('the schedule of one event', () => {
  it('tries ten times over about three days, later each time', () => {
    const pauses = PAUSES_SECONDS.map((_, attempts) => pauseAfter(attempts, 0, 0)!)
    expect(pauses).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400])
    const days = pauses.reduce((sum, pause) => sum + pause) / 86_400
    expect(days).toBeGreaterThan(3)
    expect(days).toBeLessThan(3.3)
    expect(pauseAfter(9)).toBeUndefined()
  })

  it('spreads what failed together', () => {
    const pauses = new Set(Array.from({ length: 50 }, () => pauseAfter(1)))
    expect(pauses.size).toBeGreaterThan(40)
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(300)
  })

  it('waits longer when the receiver asks for it, up to a day, and never shorter', () => {
    expect(pauseAfter(0, 120, 0)).toBe(120)
    expect(pauseAfter(2, 120, 0)).toBe(1_800)
    expect(pauseAfter(0, 1e9, 0)).toBe(86_400)
  })

  it.each([
    ['120', 120],
    ['Tue, 01 Dec 2026 00:01:00 GMT', 60],
    ['soon', undefined],
    ['-5', undefined],
    ['Mon, 30 Nov 2026 00:00:00 GMT', undefined],
  ])('reads Retry-After %s', (text, seconds) =>
    expect(retryAfterOf({ 'retry-after': text }, Date.parse('2026-12-01T00:00:00Z'))).toBe(seconds),
  )
})

describe('an endpoint as a whole', () => {
  it('rests longer the longer it fails, never more than a quarter of an hour or so', () => {
    expect(restAfter(OPEN_AFTER - 1)).toBe(0)
    const rests = Array.from({ length: 20 }, (_, more) => restAfter(OPEN_AFTER + more, 0))
    expect(rests.slice(0, 4)).toEqual([30, 60, 120, 240])
    expect(Math.max(...rests)).toBe(900)
  })

  it('is lost after five days of failure, and not for one event', () => {
    const since = new Date('2026-12-01T00:00:00Z')
    const daysLater = (days: number) => new Date(since.getTime() + days * 86_400_000)
    expect(isLost(100, since, daysLater(4.9))).toBe(false)
    expect(isLost(100, since, daysLater(5))).toBe(true)
    expect(isLost(3, since, daysLater(30))).toBe(false)
    expect(isLost(100, null, daysLater(30))).toBe(false)
  })
})

describe('room', () => {
  const batch = (tenantId: string, endpointId: string) => ({ tenantId, endpointId })
  it('is left for businesses that have none, however many endpoints of others hang', () => {
    const hanging = Array.from({ length: 21 }, (_, no) => batch(`t${no % 4}`, `e${no}`))
    const { places, without } = roomFor(hanging)
    expect(places).toBe(11)
    expect(without.filter(id => id.startsWith('t')).toSorted()).toEqual(['t0', 't1', 't2', 't3'])
  })

  it('is for two batches of one endpoint', () => {
    expect(roomFor([batch('t', 'e'), batch('t', 'e')]).without).toEqual(['e'])
  })
})

describe('what differs', () => {
  it('is named by its path, with both values', () => {
    const a = { id: 1, lines: [{ n: 1 }, { n: 2 }], gone: true, same: { x: null } }
    const b = { id: 1, lines: [{ n: 1 }, { n: 3 }, { n: 4 }], came: 'yes', same: { x: null } }
    expect(differences(a, b)).toEqual([
      { path: 'lines[1].n', kind: 'changed', a: 2, b: 3 },
      { path: 'lines[2]', kind: 'added', b: { n: 4 } },
      { path: 'gone', kind: 'removed', a: true },
      { path: 'came', kind: 'added', b: 'yes' },
    ])
    expect(differences(a, a)).toEqual([])
  })
})
