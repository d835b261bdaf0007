import { describe, expect, it } from 'vitest'
import { type Pages, placeRow, rowsOf } from './pages.ts'

interface Row {
  id: string
  at: number
  open?: boolean
}

const pages = (...of: Row[][]): Pages<Row> => ({
  pages: of.map((items, index) => ({ items, nextCursor: index < of.length - 1 ? 'next' : null })),
  pageParams: [],
})
const newest = { belongs: (row: Row) => row.open !== false, compare: (a: Row, b: Row) => b.at - a.at }
const ids = (given: Pages<Row>) =>
  rowsOf(given)
    .map(row => row.id)
    .join('')

describe('a list that is already read', () => {
  const list = pages(
    [
      { id: 'a', at: 9 },
      { id: 'b', at: 7 },
    ],
    [{ id: 'c', at: 5 }],
  )

  it('takes a changed row to its new place', () => {
    expect(ids(placeRow(list, { id: 'c', at: 10 }, newest))).toBe('cab')
  })

  it('takes in a new row', () => {
    expect(ids(placeRow(list, { id: 'x', at: 8 }, newest))).toBe('axbc')
    expect(ids(placeRow(list, { id: 'x', at: 1 }, newest))).toBe('abcx')
  })

  it('lets go of a row that belongs no more', () => {
    expect(ids(placeRow(list, { id: 'b', at: 7, open: false }, newest))).toBe('ac')
  })

  it('leaves out what stands on a page that is not read yet', () => {
    const open: Pages<Row> = { ...list, pages: list.pages.map(page => ({ ...page, nextCursor: 'more' })) }
    expect(ids(placeRow(open, { id: 'x', at: 1 }, newest))).toBe('abc')
  })

  it('shows a row once that moved between two reads', () => {
    expect(
      ids(
        pages(
          [{ id: 'a', at: 9 }],
          [
            { id: 'a', at: 9 },
            { id: 'b', at: 1 },
          ],
        ),
      ),
    ).toBe('ab')
  })
})
