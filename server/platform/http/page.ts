import { encodeCursor } from './cursor.ts'
import { okList } from './envelope.ts'
import { select } from './select.ts'

/**
 * Makes a page from rows. One row more than `limit` was read: it only tells that there is another page.
 *
 * @param place the sort values of a row, for the cursor after it
 */
export function answerPage<Row, Shown extends object>(
  rows: readonly Row[],
  query: { limit: number; fields?: string },
  show: (row: Row) => Shown,
  place: (row: Row) => unknown,
) {
  const kept = rows.slice(0, query.limit)
  const next = rows.length > query.limit ? encodeCursor(place(kept.at(-1)!)) : null
  return okList(select(query.fields, kept.map(show)), query.limit, next)
}
