/** The time of this process. Leases, windows and schedules use the database's time instead, because nodes' clocks differ. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
export { LONGEST_PAUSE_SECONDS, retryPause } from './retry-pause.ts'
export { within } from './within.ts'
