import type { Context } from '../../../platform/context.ts'
import { forgetOldEvents } from './retention.ts'

const HOUR_MS = 3_600_000

export function logJobs(context: Context): void {
  context.queue.every('forget old events', HOUR_MS, () => forgetOldEvents(context))
}
