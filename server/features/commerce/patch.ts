import { isDeepStrictEqual } from 'node:util'

/** What a patch changes, old and new side by side for the event log; null when it changes nothing. Absent keys stay. */
export function changed<Row extends object>(
  row: Row,
  patch: Partial<Row>,
): { changed: Record<string, unknown>; before: Record<string, unknown> } | null {
  const names = (Object.keys(patch) as Array<keyof Row & string>).filter(
    name => patch[name] !== undefined && !isDeepStrictEqual(patch[name], row[name]),
  )
  if (names.length === 0) return null
  return {
    changed: Object.fromEntries(names.map(name => [name, patch[name]])),
    before: Object.fromEntries(names.map(name => [name, row[name]])),
  }
}
