import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./styles.css', import.meta.url), 'utf8')

function tokens(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(found => [found[1]!, found[2]!]))
}

/** Relative luminance (WCAG 2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high! + 0.05) / (low! + 0.05)
}

const GROUNDS = ['paper', 'surface', 'sunken', 'brand-soft']
const PAIRS: Array<[text: string, ground: string]> = [
  ...['ink', 'ink-2', 'ink-3'].flatMap(text => GROUNDS.map(ground => [text, ground] as [string, string])),
  ...['brand', 'saffron', 'red', 'blue'].flatMap(text => [
    [text, 'surface'] as [string, string],
    [text, `${text}-soft`] as [string, string],
  ]),
  ['brand', 'paper'],
  ['blue', 'brand-soft'],
  ['red', 'brand-soft'],
  ['saffron', 'brand-soft'],
  ['brand-ink', 'brand'],
  ['red-ink', 'red'],
  ['ink', 'note'],
  ['paper', 'ink'],
]

describe.each([
  ['light', ':root'],
  ['dark', '[data-theme="dark"]'],
])('%s', (_, selector) => {
  const palette = tokens(selector)
  it.each(PAIRS)('%s on %s can be read', (text, ground) => {
    expect(contrast(palette[text]!, palette[ground]!)).toBeGreaterThanOrEqual(4.5)
  })
})

it('no letter is drawn as another one because of what stands beside it', () => {
  const root = css.slice(css.indexOf('  html {'), css.indexOf('}', css.indexOf('  html {')))
  expect(root).toContain('font-variant-ligatures: no-contextual')
})
