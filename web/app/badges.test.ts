import { describe, expect, it } from 'vitest'
import { badgeOf } from './badges.ts'

const pages = (...sizes: number[]) => ({
  pages: sizes.map((size, page) => ({
    items: Array.from({ length: size }, (_, no) => ({ id: `${page} ${no}` })),
    nextCursor: null,
  })),
  pageParams: [],
})

describe('the count on an icon', () => {
  it.each([
    ['nothing', pages(0), false, null],
    ['what one page holds', pages(3), false, '3'],
    ['all pages that are read', pages(100, 4), false, '104'],
    ['more than was read', pages(100), true, '100+'],
    ['more, though what was read is done', pages(0), true, '+'],
  ])('says %s', (_what, data, hasNextPage, text) => {
    expect(badgeOf({ data, hasNextPage })).toBe(text)
  })

  it('says nothing before the list is read', () => {
    expect(badgeOf({ data: undefined, hasNextPage: false })).toBeNull()
  })
})
