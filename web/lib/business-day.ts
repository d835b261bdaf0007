import type { Tenant } from './api/types.ts'

/** What says when the days of a business begin and end. */
export type Days = Pick<Tenant, 'timezone'> & { settings: Pick<Tenant['settings'], 'dayEndsAt'> }

const DAY_MS = 86_400_000
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone)
  if (!clock) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' } as const
    clock = new Intl.DateTimeFormat('en-CA', { timeZone, ...parts })
    clocks.set(timeZone, clock)
  }
  return clock
}

/** The day of a business that a moment belongs to, '2026-11-21': what comes before its day ends belongs to the day before. */
export function businessDay(at: string | number, { timezone, settings }: Days): string {
  const parts = clockOf(timezone).formatToParts(new Date(at))
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find(part => part.type === type)?.value)
  const date = Date.UTC(of('year'), of('month') - 1, of('day'))
  return new Date(of('hour') < settings.dayEndsAt ? date - DAY_MS : date).toISOString().slice(0, 10)
}
