import { minorDigits } from '../../../platform/money/index.ts'
import type { BotLocale } from './texts.ts'

/** Arabic too has Latin digits: prices stand beside codes, which are typed with Latin digits. */
const TAGS: Record<BotLocale, string> = { en: 'en', fr: 'fr', ar: 'ar-u-nu-latn' }

const formats = new Map<string, Intl.NumberFormat>()

/** Minor units as people of a language read them: 2550 SAR is `SAR 25.50`, `25,50 SAR`, `25.50 ر.س.`. */
export function formatMoney(amount: number, currency: string, locale: BotLocale): string {
  const digits = minorDigits(currency)
  const key = `${locale} ${currency}`
  const format = formats.get(key) ?? makeFormat(locale, currency, digits)
  formats.set(key, format)
  // A plain space before the currency: people search and copy these texts.
  return format.format(decimal(amount, digits) as `${number}`).replaceAll('\u00a0', ' ')
}

const makeFormat = (locale: BotLocale, currency: string, digits: number) =>
  new Intl.NumberFormat(TAGS[locale], {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })

/** Works on text, so that no amount is rounded. */
function decimal(amount: number, digits: number): string {
  const text = `${Math.abs(amount)}`.padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  return `${amount < 0 ? '-' : ''}${whole}${digits ? `.${text.slice(-digits)}` : ''}`
}
