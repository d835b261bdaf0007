import { describe, expect, it } from 'vitest'
import { amountOf, shareOf } from './metrics.ts'

describe('what a plan allows, on a screen', () => {
  it('counts things, and tells bytes in gigabytes, with western digits in every language', () => {
    expect(amountOf('messages', 12_345, 'en')).toBe('12,345')
    expect(amountOf('messages', 120, 'ar')).toBe('120')
    expect(amountOf('uploaded_bytes', 2 * 1024 ** 3, 'en')).toBe('2 GB')
    expect(amountOf('uploaded_bytes', 1024 ** 3 / 4, 'en')).toBe('0.25 GB')
  })

  it('is full at its limit, and never fuller', () => {
    expect([shareOf(5, 10), shareOf(20, 10), shareOf(0, 0), shareOf(5, null), shareOf(null, 60)]).toEqual([
      0.5,
      1,
      1,
      null,
      null,
    ])
  })
})
