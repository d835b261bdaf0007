import { describe, expect, it } from 'vitest'
import { businessDay } from './business-day.ts'

const at = (dayEndsAt: number, timezone = 'Asia/Riyadh') => ({ timezone, settings: { dayEndsAt } })

describe('the day of a business', () => {
  it.each([
    ['2026-11-21T20:59:00Z', 0, '2026-11-21'],
    ['2026-11-21T21:00:00Z', 0, '2026-11-22'],
    ['2026-11-21T21:00:00Z', 4, '2026-11-21'],
    ['2026-11-22T00:59:59Z', 4, '2026-11-21'],
    ['2026-11-22T01:00:00Z', 4, '2026-11-22'],
    ['2027-01-01T02:00:00Z', 6, '2026-12-31'],
  ])('of %s, when it ends at %i o’clock in Riyadh, is %s', (moment, hour, day) => {
    expect(businessDay(moment, at(hour))).toBe(day)
  })

  it('begins at the hour of the wall clock, also in the night in which clocks change', () => {
    expect(businessDay('2026-03-29T01:59:00Z', at(4, 'Europe/Paris'))).toBe('2026-03-28')
    expect(businessDay('2026-03-29T02:00:00Z', at(4, 'Europe/Paris'))).toBe('2026-03-29')
    expect(businessDay('2026-10-25T02:59:00Z', at(4, 'Europe/Paris'))).toBe('2026-10-24')
    expect(businessDay('2026-10-25T03:00:00Z', at(4, 'Europe/Paris'))).toBe('2026-10-25')
  })
})
