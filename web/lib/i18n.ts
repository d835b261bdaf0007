import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type en from '../i18n/en.json'
import { storage } from './storage.ts'

export const LOCALES = ['en', 'fr', 'ar'] as const
export type Locale = (typeof LOCALES)[number]

/** Each language by its own name. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', fr: 'Français', ar: 'العربية' }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: { app: typeof en }
  }
}

const KEY = 'tawsil.locale'
const loaders: Record<Locale, () => Promise<{ default: typeof en }>> = {
  en: () => import('../i18n/en.json'),
  fr: () => import('../i18n/fr.json') as unknown as Promise<{ default: typeof en }>,
  ar: () => import('../i18n/ar.json') as unknown as Promise<{ default: typeof en }>,
}

export const isLocale = (tag: string | null | undefined): tag is Locale => LOCALES.includes(tag as Locale)

/**
 * The current language: the one chosen here before, otherwise the first of the browser's that we have (see
 * public/paint.js).
 */
export const currentLocale = (): Locale => (isLocale(i18next.language) ? i18next.language : 'en')

/** The language that was chosen here, otherwise the first of the browser's that we have; null when there is neither. */
export const ownLocale = (chosen: string | null, languages: readonly string[]): Locale | null =>
  [chosen, ...languages].map(tag => tag?.slice(0, 2).toLowerCase()).find(isLocale) ?? null

/** Whether this browser has a language of its own; only when not, the account's language is used. */
export const hasOwnLocale = (): boolean => ownLocale(storage.read(KEY), navigator.languages) !== null

async function load(locale: Locale): Promise<void> {
  if (i18next.hasResourceBundle(locale, 'app')) return
  i18next.addResourceBundle(locale, 'app', (await loaders[locale]()).default)
}

/** Loads the texts of the language the page was painted in. */
export async function startI18n(): Promise<void> {
  const locale = isLocale(document.documentElement.lang) ? document.documentElement.lang : 'en'
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    ns: ['app'],
    defaultNS: 'app',
    resources: { [locale]: { app: (await loaders[locale]()).default } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
}

/** Changes the language and direction of the page at once; `remember` keeps the choice in this browser. */
export async function setLocale(locale: Locale, remember = true): Promise<void> {
  await load(locale)
  if (remember) storage.write(KEY, locale)
  document.documentElement.lang = locale
  document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr'
  await i18next.changeLanguage(locale)
}
