import { describe, expect, it } from 'vitest'
import { formats, minutesLeft, phoneText } from './format.ts'

const NOON = Date.parse('2026-11-21T12:00:00Z')

describe('money', () => {
  it.each([
    ['en', 8600, 'SAR', 2, '86.00'],
    ['fr', 8600, 'EUR', 2, '86,00'],
    ['en', 5000, 'XAF', 0, '5,000'],
    ['en', 12345, 'TND', 3, '12.345'],
    ['en', 12_500_000, 'IQD', 3, '12,500.000'],
    ['en', 5, 'CLF', 4, '0.0005'],
    ['ar', 8600, 'SAR', 2, '86.00'],
    ['en', 900_719_925_474_099, 'EUR', 2, '9,007,199,254,740.99'],
  ])('in %s, %i minor units of %s with %i digits are %s', (locale, amount, currency, digits, text) => {
    expect(formats(locale).amount({ amount, currency, digits })).toBe(text)
  })

  it('names the currency after the amount', () => {
    expect(formats('en').money({ amount: 8600, currency: 'SAR', digits: 2 })).toBe('86.00\u00a0SAR')
  })
})

describe('times', () => {
  it('are those of the business, not of the browser', () => {
    expect(formats('en', 'Asia/Riyadh').time('2026-11-21T09:41:00Z')).toBe('12:41')
  })

  it('say the hour within a day, the weekday within the week, the date before', () => {
    const { short } = formats('en', 'UTC')
    expect(short('2026-11-21T09:41:00Z', NOON)).toBe('09:41')
    expect(short('2026-11-20T12:01:00Z', NOON)).toBe('12:01')
    expect(short('2026-11-20T11:59:00Z', NOON)).toBe('Fri')
    expect(short('2026-11-18T09:41:00Z', NOON)).toBe('Wed')
    expect(short('2026-11-01T09:41:00Z', NOON)).toBe('Nov 1')
  })

  it('midnight does not turn what has just been said into a weekday', () => {
    const { short } = formats('en', 'UTC')
    const afterMidnight = Date.parse('2026-11-23T00:05:00Z')
    expect(short('2026-11-22T23:50:00Z', afterMidnight)).toBe('23:50')
    expect(short('2026-11-23T09:00:00Z', Date.parse('2026-11-22T18:00:00Z'))).toBe('09:00')
  })

  it('are whole in histories and tables: the day and the hour, and the year when it is another', () => {
    const { dateTime } = formats('en', 'UTC')
    expect(dateTime('2026-11-21T09:41:00Z', NOON)).toBe('Nov 21, 09:41')
    expect(dateTime('2025-11-21T09:41:00Z', NOON)).toBe('Nov 21, 2025, 09:41')
  })

  it('a day ends at midnight of the business', () => {
    const riyadh = formats('en', 'Asia/Riyadh')
    expect(riyadh.dayKey('2026-11-20T21:30:00Z')).toBe('2026-11-21')
    expect(riyadh.day('2026-11-20T21:30:00Z', NOON)).toBe('Today')
    expect(riyadh.day('2026-11-20T20:30:00Z', NOON)).toBe('Yesterday')
  })

  it('Arabic uses the digits 0 to 9, as its tables and order numbers do', () => {
    expect(formats('ar', 'UTC').time('2026-11-21T09:41:00Z')).toBe('09:41')
    expect(formats('ar', 'UTC').day('2026-11-21T09:41:00Z', NOON)).toBe('اليوم')
  })

  it('an unknown time zone falls back instead of breaking the page', () => {
    expect(() => formats('en', 'Mars/Olympus').time('2026-11-21T09:41:00Z')).not.toThrow()
  })

  it('what has run out has no minutes left', () => {
    expect(minutesLeft('2026-11-21T12:40:30Z', NOON)).toBe(40)
    expect(minutesLeft('2026-11-21T11:00:00Z', NOON)).toBe(0)
  })
})

describe('phone numbers', () => {
  it.each([
    ['+966536656166', '+966 536 656 166'],
    ['966536656166', '+966 536 656 166'],
    ['+14155550123', '+1 415 555 0123'],
    ['+33612345678', '+33 612 345 678'],
    ['+96170123456', '+961 70 123 456'],
    ['US.13491208655302741', 'US.13491208655302741'],
    ['12', '12'],
  ])('%s reads %s', (phone, text) => {
    expect(phoneText(phone)).toBe(text)
  })
})
