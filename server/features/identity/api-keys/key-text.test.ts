import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { isKey, looksLikeKey, makeKey, prefixOf } from './key-text.ts'

describe('a key', () => {
  it('carries 256 random bits and a checksum, and is never the same', () => {
    const keys = Array.from({ length: 500 }, () => makeKey('live'))
    expect(new Set(keys).size).toBe(500)
    for (const key of keys) expect([key, isKey(key), looksLikeKey(key)]).toEqual([key, true, true])
    expect(makeKey('test')).toMatch(/^tws_test_[0-9A-Za-z]{49}$/)
  })

  it('is told from anything else without asking anybody: one wrong character is enough', () => {
    const key = makeKey('live')
    for (let at = 9; at < key.length; at++) {
      const other = key[at] === 'x' ? 'y' : 'x'
      expect(isKey(key.slice(0, at) + other + key.slice(at + 1)), `character ${at}`).toBe(false)
    }
    for (const text of [
      '',
      'tws_live_',
      key.slice(1),
      `${key}0`,
      key.replace('live', 'test'),
      key.replace('live', 'dead'),
    ])
      expect(isKey(text), text).toBe(false)
  })

  it('is shown later by its beginning only', () => {
    const key = makeKey('live')
    expect(prefixOf(key)).toBe(key.slice(0, 15))
  })

  it('is what the page for scanners says: its example and its pattern', async () => {
    const page = await readFile(new URL('../../../../docs/guides/leaked-keys.md', import.meta.url), 'utf8')
    const [, pattern] = /^\s+(\\btws_.+\\b)$/m.exec(page) ?? []
    const [example] = /tws_test_[0-9A-Za-z]{49}/.exec(page) ?? []
    expect(isKey(example ?? '')).toBe(true)
    expect(`key=${makeKey('live')};`).toMatch(new RegExp(pattern!))
    expect(new RegExp(pattern!).test(`${makeKey('live')}0`)).toBe(false)
  })
})
