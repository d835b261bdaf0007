import type { InfiniteData } from '@tanstack/react-query'
import type { Page } from './client.ts'

/** What an infinite list query holds. */
export type Pages<T> = InfiniteData<Page<T>, unknown>

/** The rows of all pages; a row that moved between two reads appears once, where it came first. */
export function rowsOf<T extends { id: string }>(pages: Pages<T> | undefined): T[] {
  const seen = new Set<string>()
  return (pages?.pages ?? []).flatMap(page =>
    page.items.filter(item => {
      if (seen.has(item.id)) return false
      seen.add(item.id)
      return true
    }),
  )
}

export interface Placing<T> {
  /** Whether the row belongs to this list now. */
  belongs: (row: T) => boolean
  /** Order of the list; negative: `a` stands before `b`. */
  compare: (a: T, b: T) => number
}

/**
 * Puts a row in its place in a list that was read: removes its old copy, and inserts it in the list's order. A row
 * after the last one that was read is left out when more pages follow; it will come with them.
 */
export function placeRow<T extends { id: string }>(
  pages: Pages<T>,
  row: T,
  { belongs, compare }: Placing<T>,
): Pages<T> {
  const without = pages.pages.map(page => ({ ...page, items: page.items.filter(item => item.id !== row.id) }))
  if (!belongs(row)) return { ...pages, pages: without }
  for (const [index, page] of without.entries()) {
    const at = page.items.findIndex(item => compare(row, item) < 0)
    if (at < 0) continue
    without[index] = { ...page, items: page.items.toSpliced(at, 0, row) }
    return { ...pages, pages: without }
  }
  const last = without.at(-1)
  if (last && !last.nextCursor) without[without.length - 1] = { ...last, items: [...last.items, row] }
  return { ...pages, pages: without }
}
