import { isDeepStrictEqual } from 'node:util'
import { pick } from '../../platform/events/index.ts'

/** What a patch changes, with old and new values, for the event log; null when it changes nothing. Absent keys do not change. */
export function changed<Row extends object>(
  row: Row,
  patch: Partial<Row>,
): { changed: Partial<Row>; before: Partial<Row> } | null {
  const names = (Object.keys(patch) as Array<keyof Row>).filter(
    name => patch[name] !== undefined && !isDeepStrictEqual(patch[name], row[name]),
  )
  if (names.length === 0) return null
  return {
    changed: pick(patch, names),
    before: pick(row, names),
  }
}
