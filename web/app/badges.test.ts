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
    ['all pages that are read', pages(90, 4), false, '94'],
    ['more than was read', pages(50), true, '50+'],
    ['no more than fits beside the icon', pages(100, 4), false, '99+'],
    ['no more than fits, with more to be read', pages(100), true, '99+'],
    ['more, though what was read is done', pages(0), true, '+'],
  ])('says %s', (_what, data, hasNextPage, text) => {
    expect(badgeOf({ data, hasNextPage })?.text ?? null).toBe(text)
  })

  it('says nothing before the list is read', () => {
    expect(badgeOf({ data: undefined, hasNextPage: false })).toBeNull()
  })

  it('tells who cannot see it the whole number', () => {
    expect(badgeOf({ data: pages(100, 4), hasNextPage: false })?.count).toBe(104)
  })
})
