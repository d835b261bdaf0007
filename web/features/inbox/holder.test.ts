import { describe, expect, it } from 'vitest'
import { formats } from '../../lib/format.ts'
import { holderOf, waitsSince } from './holder.ts'
import { conversation } from './samples.ts'

const NOON = '2026-11-21T12:00:00.000Z'

describe('who has a conversation', () => {
  it.each([
    ['waiting', { waitingSince: NOON, botPaused: true, handedOverAt: NOON }],
    ['waiting', { waitingSince: NOON }],
    ['person', { botPaused: true }],
    ['bot', {}],
    [null, { status: 'resolved' as const, botPaused: true }],
    [null, { kind: 'group' as const }],
  ])('is %s where %o', (holder, extra) => {
    expect(holderOf(conversation(1, extra), true)).toBe(holder)
  })

  it('is never a bot in a business that has none', () => {
    expect(holderOf(conversation(1), false)).toBeNull()
    expect(holderOf(conversation(1, { botPaused: true }), false)).toBe('person')
  })

  it('waits since the hand-over, when there was one', () => {
    const earlier = '2026-11-21T08:00:00.000Z'
    expect(waitsSince(conversation(1, { waitingSince: earlier, handedOverAt: NOON }))).toBe(NOON)
    expect(waitsSince(conversation(1, { waitingSince: earlier }))).toBe(earlier)
    expect(waitsSince(conversation(1))).toBeNull()
  })
})

describe('how long something lasts', () => {
  it.each([
    [59_000, '0 min'],
    [12 * 60_000, '12 min'],
    [23 * 3_600_000, '23 hr'],
    [25 * 3_600_000, '25 hr'],
    [50 * 3_600_000, '2 days'],
    [-5_000, '0 min'],
  ])('%i ms are %s', (ms, text) => {
    expect(formats('en').span(ms)).toBe(text)
  })
})
