import { createHash } from 'node:crypto'
import type { Uuid } from '../ids/index.ts'

/**
 * The lane of event_pending in which a subscriber handles the events of an aggregate; the same as `event_lane` in the database.
 * Here, because the database took longer for it than for writing the row.
 */
export function laneOf(subscriber: string, aggregateId: Uuid): Uuid {
  const hex = createHash('md5').update(`${subscriber}:${aggregateId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
