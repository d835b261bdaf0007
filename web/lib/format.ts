import type { Money } from './api/types.ts'

/** Dates, times, money and counts for people: in the interface's language and the business's time zone, digits 0–9. */
export interface Formats {
  time(at: string): string
  /**
   * The hour on the same day, the weekday in the same week, otherwise the date; past or future. For lists of current
   * things.
   */
  short(at: string, now?: number): string
  day(at: string, now?: number): string
  /** Day and hour, with the year when it is not this one. For histories and tables. */
  dateTime(at: string, now?: number): string
  money(value: Money): string
  /** The amount without its currency, for columns. */
  amount(value: Money): string
  count(value: number): string
  /** A duration in the largest unit that is useful: 12 min, 5 h, 3 days. Never below zero. */
  span(ms: number): string
  /** '2026-11-21' in the business's time zone. */
  dayKey(at: string | number): string
  relativeDay(offset: 0 | -1): string
}

const cache = new Map<string, Formats>()

/** The formats of a language and a time zone; an unknown zone falls back to the browser's. */
export function formats(locale: string, timeZone?: string): Formats {
  const key = `${locale}|${timeZone ?? ''}`
  let known = cache.get(key)
  if (!known) {
    known = make(locale === 'ar' ? 'ar-u-nu-latn' : locale, knownZone(timeZone))
    cache.set(key, known)
  }
  return known
}

function knownZone(timeZone?: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return undefined // RangeError: this browser does not know the zone
  }
}

const DAY_MS = 86_400_000

function make(locale: string, timeZone?: string): Formats {
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const time = date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const weekday = date({ weekday: 'short' })
  const dayMonth = date({ day: 'numeric', month: 'short' })
  const fullDay = date({ weekday: 'long', day: 'numeric', month: 'long' })
  const moment = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const dateTime = date(moment)
  const dateTimeYear = date({ ...moment, year: 'numeric' })
  const key = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const dayKey = (at: string | number) => key.format(new Date(at))
  const amount = (value: Money) => amountText(locale, value)
  const relativeDay = (offset: 0 | -1) => capitalised(relative.format(offset, 'day'))
  return {
    time: at => time.format(new Date(at)),
    short(at, now = Date.now()) {
      const distance = Math.abs(now - Date.parse(at))
      return (distance < DAY_MS ? time : distance < 6 * DAY_MS ? weekday : dayMonth).format(new Date(at))
    },
    day(at, now = Date.now()) {
      if (dayKey(at) === dayKey(now)) return relativeDay(0)
      if (dayKey(at) === dayKey(now - DAY_MS)) return relativeDay(-1)
      return fullDay.format(new Date(at))
    },
    dateTime(at, now = Date.now()) {
      const sameYear = dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4)
      return (sameYear ? dateTime : dateTimeYear).format(new Date(at))
    },
    money: value => `${amount(value)}\u00a0${value.currency}`,
    amount,
    count: value => new Intl.NumberFormat(locale).format(value),
    span: ms => spanText(locale, Math.max(0, ms)),
    dayKey,
    relativeDay,
  }
}

const HOUR_MS = 3_600_000

/** Up to two days are given in hours, as the 24 hours of a window are. */
function spanText(locale: string, ms: number): string {
  const inUnit = (unit: 'minute' | 'hour' | 'day', size: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(ms / size))
  if (ms < HOUR_MS) return inUnit('minute', 60_000)
  return ms < 2 * DAY_MS ? inUnit('hour', HOUR_MS) : inUnit('day', DAY_MS)
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function amountText(locale: string, { amount, digits }: Money): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    decimal(amount, digits) as `${number}`,
  )
}

/** As text, so that no amount is rounded. */
function decimal(amount: number, digits: number): string {
  const text = `${Math.abs(amount)}`.padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  return `${amount < 0 ? '-' : ''}${whole}${digits ? `.${text.slice(-digits)}` : ''}`
}

/** Time left until `at`, in whole minutes, never below 0. */
export const minutesLeft = (at: string, now: number): number => Math.max(0, Math.floor((Date.parse(at) - now) / 60_000))

/** A number as people write it: +966 53 665 6166; what is no E.164 number stays as it is. */
export function phoneText(phone: string): string {
  const found = /^\+?(\d{7,15})$/.exec(phone)
  if (!found) return phone
  const digits = found[1]!
  const code = countryCodeLength(digits)
  const rest = digits.slice(code)
  return `+${digits.slice(0, code)} ${groups(rest)}`
}

/** Calling codes are prefix-free: 1 and 7 alone, then the two-digit ones, all others have three (ITU E.164). */
const TWO_DIGITS = /^(20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

function countryCodeLength(digits: string): number {
  if (digits[0] === '1' || digits[0] === '7') return 1
  return TWO_DIGITS.test(digits) ? 2 : 3
}

/** How the digits after the calling code are grouped, by how many there are. */
const GROUPS: Record<number, number[]> = { 7: [3, 4], 8: [2, 3, 3], 9: [3, 3, 3], 10: [3, 3, 4], 11: [3, 4, 4] }

function groups(rest: string): string {
  let from = 0
  return (GROUPS[rest.length] ?? [rest.length])
    .map(size => {
      from += size
      return rest.slice(from - size, from)
    })
    .join(' ')
}
