/** A time of a week in which the business works. */
export interface Shift {
  /** 1: Monday, 7: Sunday. */
  day: number
  /** `09:00`, by the business's clock. */
  from: string
  /** Excluded; `24:00` is the end of the day. */
  to: string
}

const DAY = 1440
const WEEK = 7 * DAY
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/**
 * How long it is until the business works again; 0 while it works.
 *
 * @param hours null: it always works; empty: never
 * @returns null when it never works
 */
export function msUntilOpen(hours: readonly Shift[] | null, timezone: string, now: Date): number | null {
  if (hours === null) return 0
  if (hours.length === 0) return null
  const at = minuteOfWeek(timezone, now)
  const waits = hours.map(({ day, from, to }) => {
    const start = (day - 1) * DAY + minutes(from)
    const length = minutes(to) - minutes(from)
    const since = (at - start + WEEK) % WEEK
    return since < length ? 0 : WEEK - since
  })
  const wait = Math.min(...waits)
  if (wait === 0) return 0
  const begin = new Date(now.getTime() + wait * 60_000 - (now.getTime() % 60_000))
  // Clocks that are put forward or back meanwhile make it an hour less or more.
  const drift = (minuteOfWeek(timezone, begin) - ((at + wait) % WEEK) + WEEK + WEEK / 2) % WEEK
  return Math.max(1, begin.getTime() - (drift - WEEK / 2) * 60_000 - now.getTime())
}

function minutes(text: string): number {
  const [hour, minute] = text.split(':').map(Number)
  return hour! * 60 + minute!
}

function minuteOfWeek(timeZone: string, at: Date): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return DAYS.indexOf(parts.get('weekday')!) * DAY + Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
}
