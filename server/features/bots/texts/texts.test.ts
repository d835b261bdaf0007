import { describe, expect, it } from 'vitest'
import { LIMITS } from '../reply.ts'
import type { Text, TextKey } from './catalogue.ts'
import { BOT_LOCALES, CATALOGUES, speaker } from './texts.ts'

const KEYS = Object.keys(CATALOGUES.en) as TextKey[]

const forms = (text: Text) => (typeof text === 'string' ? [text] : Object.values(text))
const places = (text: Text) => [...new Set(forms(text).flatMap(form => form.match(/\{\w+\}/g) ?? []))].sort()

/** Texts that stand on buttons and rows: the places where WhatsApp cuts. */
const BUTTONS: TextKey[] = [
  'newOrder',
  'trackOrder',
  'contactSupport',
  'showMenu',
  'showMenu.meal',
  'delivery',
  'pickup',
  'otherQuantity',
  'addItem',
  'viewCart',
  'removeItem',
  'checkout',
  'startOver',
  'confirm',
  'cancel',
  'branches',
  'categories',
  'items',
  'more',
]

describe.each(BOT_LOCALES)('the texts in %s', locale => {
  const texts = CATALOGUES[locale]

  it('are the same as in English, none more and none fewer', () => {
    expect(Object.keys(texts).sort()).toEqual([...KEYS].sort())
  })

  it.each(KEYS)('%s has the places that English has', key => {
    const expected = places(CATALOGUES.en[key]).filter(place => place !== '{count}')
    expect(places(texts[key]).filter(place => place !== '{count}')).toEqual(expected)
    expect(forms(texts[key]).every(form => form.trim() === form && form !== '')).toBe(true)
  })

  it.each(BUTTONS)('%s fits on a button whole', key => {
    for (const form of forms(texts[key])) expect(form.length, form).toBeLessThanOrEqual(LIMITS.buttonTitle)
  })

  it('count in every plural form of the language', () => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    const text = texts.itemCount as Record<string, string>
    // French counts millions in a form of their own; no cart does.
    expect(Object.keys(text)).toEqual(
      expect.arrayContaining(categories.filter(form => form !== 'many' || locale !== 'fr')),
    )
  })
})

describe('saying', () => {
  it('counts as the language counts', () => {
    const ar = speaker('ar', 'goods')
    expect([1, 2, 3, 11].map(count => ar('itemCount', { count }))).toEqual(['قطعة واحدة', 'قطعتان', '3 قطع', '11 قطعة'])
    const fr = speaker('fr', 'goods')
    expect([0, 1, 2].map(count => fr('itemCount', { count }))).toEqual(['0 article', '1 article', '2 articles'])
  })

  it('speaks of meals only where meals are sold', () => {
    expect(speaker('en', 'meal')('state.delivered')).toContain('Enjoy your meal')
    expect(speaker('en', 'goods')('state.delivered')).not.toContain('meal')
  })

  it('does not read customers’ words as places to fill', () => {
    expect(speaker('en', 'goods')('addressNoted', { address: '{business} $& street' })).toBe(
      '📍 Noted: {business} $& street',
    )
  })
})
