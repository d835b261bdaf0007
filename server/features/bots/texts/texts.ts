import { ar } from './ar.ts'
import type { TextKey, Texts } from './catalogue.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'

/** Languages that bots speak. */
export const BOT_LOCALES = ['en', 'fr', 'ar'] as const
export type BotLocale = (typeof BOT_LOCALES)[number]

export const CATALOGUES: Record<BotLocale, Texts> = { en, fr, ar }

/** What a business sells: a restaurant speaks of meals. */
export type Trade = 'meal' | 'goods'

export type Params = Record<string, string | number>

/** Says a text in one language. A tenant's own wording would be laid over the catalogue here. */
export type Say = (key: TextKey, params?: Params) => string

/** Which words to use: by language and by trade. */
export function speaker(locale: BotLocale, trade: Trade): Say {
  const texts = CATALOGUES[locale]
  const plural = new Intl.PluralRules(locale)
  return (key, params = {}) => {
    const own = `${key}.${trade}`
    const text = own in texts ? texts[own as TextKey] : texts[key]
    const form = typeof text === 'string' ? text : (text[plural.select(Number(params.count))] ?? text.other)
    return form.replace(/\{(\w+)\}/g, (place, name: string) => `${params[name] ?? place}`)
  }
}
