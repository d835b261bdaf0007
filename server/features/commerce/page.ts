import { encodeCursor, okList, select } from '../../platform/http/index.ts'

/**
 * A page from rows of which one more than `limit` was read: that one only tells that there is another page.
 *
 * @param place what the cursor after a row holds
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

/** Where a list sorted by position goes on. */
export const placeInCatalog = (row: { position: number; id: string }) => [row.position, row.id]

/** Times of a row as the API shows them. */
export const times = (row: { createdAt: Date; updatedAt: Date }) => ({
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})
