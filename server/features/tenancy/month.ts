const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs 50 µs, using one 1 µs. */
function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    calendar: 'iso8601',
  })
  formats.set(timezone, made)
  return made
}

/** The calendar day of a moment in a time zone: `2026-08-02`. */
export function dayOf(moment: Date, timezone: string): string {
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(moment)
      .map(part => [part.type, part.value]),
  )
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
}

/** First day of the month of a day. */
export const firstOfMonth = (day: string): string => `${day.slice(0, 8)}01`

const DAY_MS = 86_400_000

/**
 * The moment at which the next month begins in a time zone, to the millisecond. It is found by halving an interval, which also
 * works where the clocks change at midnight, so that there is no midnight on that day.
 */
export function nextMonthAt(moment: Date, timezone: string): Date {
  const month = dayOf(moment, timezone).slice(0, 7)
  let [before, after] = [moment.getTime(), moment.getTime() + 33 * DAY_MS]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (dayOf(new Date(middle), timezone).slice(0, 7) === month) before = middle
    else after = middle
  }
  return new Date(after)
}
