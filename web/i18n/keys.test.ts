import { describe, expect, it } from 'vitest'
import ar from './ar.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }

type Texts = { [key: string]: string | Texts }

const SUFFIX = /_(zero|one|two|few|many|other)$/

const flat = (texts: Texts, path = ''): Array<[key: string, text: string]> =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  )

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(found => found[1]!)
const stems = (texts: Texts) => [...new Set(flat(texts).map(([key]) => key.replace(SUFFIX, '')))].sort()
const english = new Map(flat(en).map(([key, text]) => [key.replace(SUFFIX, ''), text]))

describe.each([
  ['fr', fr],
  ['ar', ar],
])('%s', (locale, texts) => {
  it('says everything that English says, and nothing else', () => {
    expect(stems(texts)).toEqual(stems(en))
  })

  it('has each plural form that its grammar asks for', () => {
    const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    const plurals = Map.groupBy(
      flat(texts).filter(([key]) => SUFFIX.test(key)),
      ([key]) => key.replace(SUFFIX, ''),
    )
    for (const [stem, forms] of plurals) {
      const found = forms.map(([key]) => SUFFIX.exec(key)![1]!)
      expect(found.sort(), stem).toEqual([...wanted].sort())
    }
  })

  it('fills in only what English fills in', () => {
    for (const [key, text] of flat(texts)) {
      const known = new Set(holes(english.get(key.replace(SUFFIX, ''))!))
      expect(
        holes(text).filter(hole => !known.has(hole)),
        key,
      ).toEqual([])
    }
  })

  it('keeps what must be filled in, wherever no plural form says it in words', () => {
    for (const [key, text] of flat(texts)) {
      if (SUFFIX.test(key)) continue
      expect(holes(text).sort(), key).toEqual(holes(english.get(key)!).sort())
    }
  })

  it('leaves no text empty or in English by oversight', () => {
    const same = flat(texts).filter(
      ([key, text]) => text.trim() === '' || (text.length > 24 && text === english.get(key)),
    )
    expect(same).toEqual([])
  })
})
