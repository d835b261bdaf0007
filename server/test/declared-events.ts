import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import { definitionOf } from '../platform/events/index.ts'

/** Rows at most; no test writes as many on purpose. */
const MOST = 50_000

interface EventRow {
  type: string
  version: number
  aggregateKind: string
  data: Record<string, unknown>
}

/**
 * Holds what a test file has written to the log against the declarations, member by member. Types check what features write;
 * this checks what they could not see: members that nobody declared, and what became of values on their way into JSON.
 *
 * @throws with the first few that are not as declared
 */
export async function checkEvents(database: pg.Pool): Promise<void> {
  const { rows } = await database.query<EventRow>(
    `select type, version, aggregate_kind as "aggregateKind", data from event limit ${MOST}`,
  )
  const problems = [...new Set(rows.flatMap(problemOf))]
  if (problems.length > 0) throw new Error(`Events are not as declared:\n${problems.slice(0, 10).join('\n')}`)
}

function problemOf({ type, version, aggregateKind, data }: EventRow): string[] {
  const definition = definitionOf(type)
  // Written by SQL of the test, or by a program that it started.
  if (!definition) return []
  if (version !== definition.version || aggregateKind !== definition.aggregate)
    return [`${type}: version ${version} about ${aggregateKind}`]
  const { success, data: read, error } = definition.data.safeParse(data)
  if (!success) return error.issues.map(issue => `${type}: data.${issue.path.join('.')}: ${issue.message}`)
  return isDeepStrictEqual(read, data) ? [] : [`${type}: not declared: ${undeclared(data, read).join(', ')}`]
}

/** What the declaration knows nothing of, as paths. */
function undeclared(given: unknown, read: unknown, path = 'data'): string[] {
  if (isDeepStrictEqual(given, read)) return []
  if (typeof given !== 'object' || typeof read !== 'object' || given === null || read === null) return [path]
  const known = read as Record<string, unknown>
  return Object.entries(given).flatMap(([key, value]) =>
    key in known ? undeclared(value, known[key], `${path}.${key}`) : [`${path}.${key}`],
  )
}
