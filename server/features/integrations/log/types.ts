import { z } from 'zod'
import { definedEvents } from '../../../platform/events/index.ts'

const PATTERN = /^[a-z_]+\.([a-z_]+|\*)$/

/** One type of events, or all of a noun. */
export const eventTypeFilter = z
  .string()
  .max(80)
  .regex(PATTERN, 'must be a type like order.confirmed, or a noun like order.*')

/** `message.received,order.*` as a query parameter. */
export const eventTypesQuery = z
  .string()
  .max(2_000)
  .transform(text => text.split(',').map(one => one.trim()))
  .pipe(z.array(eventTypeFilter).max(50))

/** Whether a filter takes events of a type. */
export const matchesType = (filter: string, type: string): boolean =>
  filter.endsWith('.*') ? type.startsWith(filter.slice(0, -1)) : filter === type

/** The declared types that a list of filters takes, and those that stand in it by name. */
export function typesOf(filters: readonly string[]): string[] {
  const exact = filters.filter(filter => !filter.endsWith('.*'))
  const declared = definedEvents().map(({ type }) => type)
  return [...new Set([...exact, ...declared.filter(type => filters.some(filter => matchesType(filter, type)))])]
}
