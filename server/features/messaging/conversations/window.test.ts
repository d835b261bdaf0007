import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FREE_ENTRY_HOURS,
  freeEntryEnd,
  isFreeEntry,
  isOpen,
  isRecent,
  toldFreeEntryEnd,
  WINDOW_HOURS,
} from './window.ts'

const HOUR = 3_600_000
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
const plus = (date: Date, ms: number) => new Date(date.getTime() + ms)

describe('a window', () => {
  it('is open strictly before it closes, and never when there was none', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -100 * HOUR, max: 100 * HOUR }), (closes, distance) => {
        expect(isOpen({ windowExpiresAt: closes }, plus(closes, distance))).toBe(distance < 0)
        expect(isOpen({ windowExpiresAt: null }, closes)).toBe(false)
      }),
    )
  })

  it('is recent for 24 hours after what the customer did', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 60 * HOUR }), (wrote, passed) => {
        expect(isRecent({ lastInboundAt: wrote }, plus(wrote, passed))).toBe(passed < WINDOW_HOURS * HOUR)
      }),
    )
    expect(isRecent({ lastInboundAt: null }, new Date())).toBe(false)
  })
})

describe('a free entry window', () => {
  it('ends 72 hours after the ad brought the customer, when the answer came within 24', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 200 * HOUR }), (entered, took) => {
        const ends = freeEntryEnd(entered, plus(entered, took))
        expect(ends).toEqual(took <= WINDOW_HOURS * HOUR ? plus(entered, FREE_ENTRY_HOURS * HOUR) : null)
      }),
    )
  })

  it('is the same however late within the 24 hours the answer comes, and none for who came by themselves', () => {
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 0, max: 24 * HOUR }),
        fc.integer({ min: 0, max: 24 * HOUR }),
        (entered, a, b) => {
          expect(freeEntryEnd(entered, plus(entered, a))).toEqual(freeEntryEnd(entered, plus(entered, b)))
          expect(freeEntryEnd(null, plus(entered, a))).toBeNull()
        },
      ),
    )
  })

  it('begins with an ad, not with a post or a link', () => {
    expect(isFreeEntry({ source_type: 'ad', source_id: '1' })).toBe(true)
    expect(isFreeEntry({ source_url: 'https://fb.me/x', ctwa_clid: 'Aff' })).toBe(true)
    expect(isFreeEntry({ sourceType: 'ad' })).toBe(true)
    expect(isFreeEntry({ source_type: 'post', source_id: '1' })).toBe(false)
    for (const nothing of [undefined, {}, { ctwa_clid: '' }, { ctwa_clid: 7 }]) expect(isFreeEntry(nothing)).toBe(false)
  })

  it('ends when a status of Meta says so, and statuses that say nonsense say nothing', () => {
    const detail = (expiration_timestamp: unknown, type: unknown = 'referral_conversion') => ({
      conversation: { id: 'c', origin: { type }, expiration_timestamp },
    })
    expect(toldFreeEntryEnd(detail('1790000000'))).toEqual(new Date(1_790_000_000_000))
    expect(toldFreeEntryEnd(detail('1790000000', 'service'))).toBeNull()
    for (const said of [undefined, null, 'soon', '', '-5', Number.POSITIVE_INFINITY, 1e300, {}])
      expect(toldFreeEntryEnd(detail(said)), String(said)).toBeNull()
    for (const value of [undefined, null, 7, 'x', { conversation: null }, { conversation: { origin: 1 } }])
      expect(toldFreeEntryEnd(value)).toBeNull()
  })
})
