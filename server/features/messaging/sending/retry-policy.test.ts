import { describe, expect, it } from 'vitest'
import { newId } from '../../../platform/ids/index.ts'
import type { ErrorClass } from '../../channels/index.ts'
import { isLate, mayRetrySend, retryPauseSeconds } from './retry-policy.ts'

const refused = (kind?: ErrorClass, more: object = {}) => ({
  kind: 'refused' as const,
  retry: 'later' as const,
  error: { code: 1 },
  ...(kind && { class: kind }),
  ...more,
})
const RETRIES = { attempts: 3, firstSeconds: 2 }
const attempt = (no: number) => ({ no, messageId: newId() })

describe('a refused message', () => {
  it.each([
    ['of a problem of the provider', refused('retry'), 2, 0, true],
    ['the third time', refused('retry'), 3, 0, false],
    ['the third time, after five refusals for the pace', refused('retry'), 8, 5, false],
    ['the second time, after five refusals for the pace', refused('retry'), 7, 5, true],
    ['for the pace, the third time', refused('slow_number'), 3, 3, true],
    ['for the pace, after two problems', refused('slow_pair'), 21, 19, true],
    ['for the pace, twenty times', refused('slow_pair'), 20, 20, false],
    ['for good', { ...refused('permanent'), retry: 'never' as const }, 1, 0, false],
    ['never written, the hundredth time', refused(undefined, { unwritten: true }), 1, 0, true],
  ])('%s', (_what, outcome, no, slowed, again) => {
    expect(mayRetrySend(outcome, attempt(no), slowed, RETRIES, Date.now())).toBe(again)
  })

  it('that was never written is given up after a day', () => {
    const yesterday = newId().replace(/^.{8}-.{4}/, () => {
      const hex = (Date.now() - 25 * 3_600_000).toString(16).padStart(12, '0')
      return `${hex.slice(0, 8)}-${hex.slice(8)}`
    })
    expect(
      mayRetrySend(refused(undefined, { unwritten: true }), { no: 1, messageId: yesterday }, 0, RETRIES, Date.now()),
    ).toBe(false)
  })

  it('needs its earlier refusals only when they may matter', () => {
    expect(isLate(refused('retry'), attempt(2), RETRIES)).toBe(false)
    expect(isLate(refused('retry'), attempt(3), RETRIES)).toBe(true)
    expect(isLate(refused('retry', { unwritten: true }), attempt(3), RETRIES)).toBe(false)
    expect(isLate({ kind: 'unknown', proof: '' }, attempt(3), RETRIES)).toBe(false)
  })

  it('to a customer who got too much waits four times as long each time', () => {
    const pauses = [0, 1, 2, 3, 4, 9].map(failed => retryPauseSeconds(refused('slow_pair'), failed, RETRIES))
    expect(pauses).toEqual([1, 4, 16, 64, 256, 600])
    expect(retryPauseSeconds(refused('slow_pair', { retryAfterSeconds: 6 }), 0, RETRIES)).toBe(6)
  })

  it('waits as long as its provider asks, and no longer than a minute otherwise', () => {
    expect(retryPauseSeconds(refused('slow_number', { retryAfterSeconds: 3600 }), 0, RETRIES)).toBe(3600)
    expect(retryPauseSeconds(refused('retry'), 12, RETRIES)).toBe(60)
    expect(retryPauseSeconds(refused('retry'), 0, RETRIES)).toBeLessThan(4)
  })
})
