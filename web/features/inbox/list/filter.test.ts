import { describe, expect, it } from 'vitest'
import { conversation } from '../samples.ts'
import { type ConversationFilter, filterOf, placingOf } from './filter.ts'

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const ordered = (filter: ConversationFilter, rows: ReturnType<typeof conversation>[]) =>
  rows.toSorted(placingOf(filter, 'usr_me').compare).map(row => row.contact?.name)

describe('the list one works from', () => {
  it('puts who waits first by the time that is left, then who was missed, then the rest, newest first', () => {
    const rows = [
      conversation(1),
      conversation(2, { waitingSince: inHours(-1), windowExpiresAt: inHours(23) }),
      conversation(3, { waitingSince: inHours(-30), windowExpiresAt: inHours(-6) }),
      conversation(4, { waitingSince: inHours(-23), windowExpiresAt: inHours(0.6) }),
      conversation(5, { waitingSince: inHours(-40), windowExpiresAt: inHours(-16) }),
      conversation(6, { windowExpiresAt: inHours(0.1) }),
    ]
    expect(filterOf({}, '').sort).toBe('urgent')
    expect(ordered(filterOf({}, ''), rows)).toEqual([4, 2, 3, 5, 6, 1].map(no => `Contact ${no}`))
  })

  it('can be had newest first, and a search is', () => {
    expect(filterOf({ sort: 'recent' }, '').sort).toBe('recent')
    expect(filterOf({}, 'nora')).toEqual({ q: 'nora', sort: 'recent' })
  })
})

describe('the list of who waits', () => {
  it('has whom the bot handed over before those who have waited longer', () => {
    const rows = [
      conversation(1, { waitingSince: inHours(-9) }),
      conversation(2, { waitingSince: inHours(-1), handedOverAt: inHours(-1) }),
      conversation(3, { waitingSince: inHours(-3), handedOverAt: inHours(-2) }),
      conversation(4, { waitingSince: inHours(-2) }),
    ]
    expect(ordered(filterOf({ tab: 'waiting' }, ''), rows)).toEqual([3, 2, 1, 4].map(no => `Contact ${no}`))
  })

  it('has nobody who was answered', () => {
    const { belongs } = placingOf(filterOf({ tab: 'waiting' }, ''), 'usr_me')
    expect(belongs(conversation(1))).toBe(false)
    expect(belongs(conversation(1, { waitingSince: inHours(-1) }))).toBe(true)
  })
})
