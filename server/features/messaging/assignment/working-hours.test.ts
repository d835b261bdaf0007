import { expect, it } from 'vitest'
import { msUntilOpen } from './working-hours.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WEEKDAYS = [1, 2, 3, 4, 5].map(day => ({ day, from: '09:00', to: '18:00' }))
const wait = (at: string, zone = 'Africa/Casablanca', hours = WEEKDAYS) => msUntilOpen(hours, zone, new Date(at))

it('is open without hours, and never with none', () => {
  expect(msUntilOpen(null, 'UTC', new Date())).toBe(0)
  expect(msUntilOpen([], 'UTC', new Date())).toBeNull()
})

it('goes by the clock of the business: open from the first minute on, closed at the end', () => {
  // Wednesday; Casablanca is one hour ahead of UTC.
  expect(wait('2026-06-10T08:00:00Z')).toBe(0)
  expect(wait('2026-06-10T16:59:59Z')).toBe(0)
  expect(wait('2026-06-10T07:59:30Z')).toBe(MINUTE / 2)
  expect(wait('2026-06-10T17:00:00Z')).toBe(15 * HOUR)
})

it('waits over the weekend, and takes two shifts for one night', () => {
  expect(wait('2026-06-12T17:00:00Z')).toBe((2 * 24 + 15) * HOUR)
  const night = [
    { day: 7, from: '20:00', to: '24:00' },
    { day: 1, from: '00:00', to: '02:00' },
  ]
  expect(
    ['2026-06-14T23:59:00Z', '2026-06-15T00:00:00Z', '2026-06-15T01:59:00Z'].map(at => wait(at, 'UTC', night)),
  ).toEqual([0, 0, 0])
  expect(wait('2026-06-15T02:00:00Z', 'UTC', night)).toBe((6 * 24 + 18) * HOUR)
})

it('opens on time when clocks are changed meanwhile', () => {
  // Paris goes from UTC+1 to UTC+2 in the night to Sunday, 29 March 2026.
  expect(wait('2026-03-27T17:00:00Z', 'Europe/Paris')).toBe(
    Date.parse('2026-03-30T07:00:00Z') - Date.parse('2026-03-27T17:00:00Z'),
  )
})
