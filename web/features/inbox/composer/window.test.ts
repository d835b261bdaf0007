import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import ar from '../../../i18n/ar.json'
import en from '../../../i18n/en.json'
import fr from '../../../i18n/fr.json'
import { leftText } from './window.ts'

beforeAll(async () => {
  const resources = { en: { app: en }, fr: { app: fr }, ar: { app: ar } }
  await i18next.init({ lng: 'en', ns: ['app'], defaultNS: 'app', resources })
})

it.each([
  ['en', 24, 0, '24 h left'],
  ['en', 3, 5, '3 h 5 min left'],
  ['en', 0, 39, '39 min left'],
  ['fr', 24, 0, 'encore 24 h'],
  ['ar', 24, 0, 'متبقٍّ 24 س'],
])('in %s, %i hours and %i minutes are told without a zero that says nothing', async (locale, hours, minutes, text) => {
  await i18next.changeLanguage(locale)
  expect(leftText(i18next.t, hours, minutes)).toBe(text)
})
