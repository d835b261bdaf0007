export interface SnoozeChoice {
  name: 'hours' | 'tomorrow' | 'week'
  until: Date
}

/** Likely ends of a snooze: in three hours, tomorrow at nine, on Monday at nine. */
export function snoozeChoices(now: Date): SnoozeChoice[] {
  const nineIn = (days: number) => {
    const at = new Date(now)
    at.setDate(at.getDate() + days)
    at.setHours(9, 0, 0, 0)
    return at
  }
  const toMonday = (8 - now.getDay()) % 7 || 7
  return [
    { name: 'hours', until: new Date(now.getTime() + 3 * 3_600_000) },
    { name: 'tomorrow', until: nineIn(1) },
    { name: 'week', until: nineIn(toMonday) },
  ]
}
