import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MEANINGS } from '../../features/channels/contract/meaning.ts'
import { allTransports } from '../../features/channels/contract/provider-lookup.ts'
import '../../features/channels/transports/registry.ts'

const LOCALES = ['en', 'fr', 'ar'] as const

/** The sentences of the web app. The server has no others: it only names the meaning. */
const sentences = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../../web/i18n/${locale}.json`, import.meta.url), 'utf8')).meaning

const codes = allTransports().flatMap(({ provider, errorCodes, meaning }) =>
  errorCodes.map(code => ({ provider, code, entry: meaning(code) })),
)

describe.each(LOCALES)('in %s', locale => {
  const texts = sentences(locale)

  it('every code that a provider documents is a sentence', () => {
    expect(codes.length).toBeGreaterThan(150)
    const missing = codes.filter(({ entry }) => entry.meaning === 'refused' || !texts[entry.meaning])
    expect(missing.map(({ provider, code }) => `${provider} ${code}`)).toEqual([])
  })

  it('every meaning that the API may name has a sentence, and no sentence is left over', () => {
    expect(Object.keys(texts).sort()).toEqual([...MEANINGS].sort())
  })
})

describe('a code that no provider documents', () => {
  it.each(allTransports().map(({ provider, meaning }) => [provider, meaning] as const))(
    'of %s is a plain refusal, shown with the words of the provider',
    (_provider, meaning) => {
      for (const code of ['no such code', 999_999_999, '', -1]) {
        const entry = meaning(code)
        expect(entry).toMatchObject({ meaning: 'refused', documented: false })
      }
    },
  )
})

it('a documented code is never a plain refusal, and says of itself that it is documented', () => {
  for (const { provider, code, entry } of codes)
    expect(entry, `${provider} ${code}`).toMatchObject({ documented: true })
})

it('a sentence for an error of the API is about an error that the API has', () => {
  const known = readFileSync(new URL('../../../docs/api/errors.md', import.meta.url), 'utf8')
  const { error } = JSON.parse(readFileSync(new URL('../../../web/i18n/en.json', import.meta.url), 'utf8'))
  // That nobody answered, no answer can say.
  const codes = Object.keys(error).filter(key => /^[A-Z]/.test(key) && key !== 'OFFLINE')
  expect(codes.filter(code => !known.includes(`| \`${code}\` |`))).toEqual([])
})
