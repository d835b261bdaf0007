import { describe, expect, it } from 'vitest'
import { chooseLocale, languageOf } from './language.ts'

describe('the language of a first message', () => {
  it.each([
    ['أريد أن أطلب', 'ar'],
    ['hello', 'en'],
    ['Bonjour', 'fr'],
    ['Je voudrais une pizza svp', 'fr'],
    ["s'il vous plaît", 'fr'],
    ['2 pizza بالجبن مع زيتون', 'ar'],
    ['#01 #07 x2', undefined],
    ['Makepe Missoke', undefined],
    ['menu', undefined],
    ['👍', undefined],
  ])('“%s” is %s', (text, expected) => {
    expect(languageOf(text)).toBe(expected)
  })
})

describe('the language of the answer', () => {
  const nothing = { contact: null, session: null, text: null, tenant: 'fr-CM' }

  it.each([
    ['the tenant’s, when nothing else is known', {}, 'fr'],
    ['the first text’s, when it shows one', { text: 'مرحبا كيف الحال' }, 'ar'],
    ['the conversation’s, whatever letters an address has', { session: 'en', text: 'شارع التحلية' }, 'en'],
    ['another one, when the customer greets in it', { session: 'en', text: 'Bonjour' }, 'fr'],
    ['the contact’s own above all', { contact: 'en-GB', session: 'fr', text: 'مرحبا' }, 'en'],
    ['English, when the business speaks none of ours', { tenant: 'de-DE' }, 'en'],
    ['the tenant’s, when the contact’s is none of ours', { contact: 'de' }, 'fr'],
  ] as const)('is %s', (_why, known, expected) => {
    expect(chooseLocale({ ...nothing, ...known })).toBe(expected)
  })
})
