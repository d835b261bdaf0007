import { expect, it } from 'vitest'
import { freshFor } from './fresh-links.ts'

const NOW = Date.parse('2026-11-21T10:00:00.000Z')
const links = (urlExpiresAt: string | null) => ({ url: '/media/x', thumbnailUrl: null, urlExpiresAt })

it('links are asked for again a minute before they end', () => {
  expect(freshFor(links('2026-11-21T10:10:00.000Z'), NOW)).toBe(9 * 60_000)
  expect(freshFor(links('2026-11-21T10:01:00.000Z'), NOW)).toBe(0)
})

it('links that have ended are asked for at once', () => {
  expect(freshFor(links('2026-11-21T09:00:00.000Z'), NOW)).toBe(0)
})

it('a file without links of its own is not asked about', () => {
  expect(freshFor(links(null), NOW)).toBe(Number.POSITIVE_INFINITY)
})
