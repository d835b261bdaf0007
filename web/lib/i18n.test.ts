import { expect, it } from 'vitest'
import { ownLocale } from './i18n.ts'

it.each([
  ['what was chosen here', 'ar', ['fr-FR', 'en'], 'ar'],
  ['the browser’s first, when nothing was chosen', null, ['fr-CA', 'ar', 'en'], 'fr'],
  ['the browser’s next, when we do not speak its first', null, ['de-DE', 'AR-ma', 'en'], 'ar'],
  ['the browser’s, when what was chosen is not spoken any more', 'de', ['fr'], 'fr'],
  ['nobody’s, so that the account’s holds', null, ['de', 'tr-TR'], null],
])('the language of a screen is %s', (_name, chosen, languages, expected) => {
  expect(ownLocale(chosen, languages)).toBe(expected)
})
