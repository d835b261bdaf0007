/** Languages that the product speaks; a locale is one of them, with a country when that matters (`ar-MA`). */
export const LANGUAGES = ['en', 'fr', 'ar'] as const

export interface Region {
  locale: string
  timezone: string
  currency: string
}

/** Time zone, currency and language of the countries that we meet most; for all others people choose. */
const COUNTRIES: Record<string, Region> = {
  MA: { locale: 'fr-MA', timezone: 'Africa/Casablanca', currency: 'MAD' },
  DZ: { locale: 'fr-DZ', timezone: 'Africa/Algiers', currency: 'DZD' },
  TN: { locale: 'fr-TN', timezone: 'Africa/Tunis', currency: 'TND' },
  EG: { locale: 'ar-EG', timezone: 'Africa/Cairo', currency: 'EGP' },
  SA: { locale: 'ar-SA', timezone: 'Asia/Riyadh', currency: 'SAR' },
  AE: { locale: 'ar-AE', timezone: 'Asia/Dubai', currency: 'AED' },
  QA: { locale: 'ar-QA', timezone: 'Asia/Qatar', currency: 'QAR' },
  KW: { locale: 'ar-KW', timezone: 'Asia/Kuwait', currency: 'KWD' },
  JO: { locale: 'ar-JO', timezone: 'Asia/Amman', currency: 'JOD' },
  SN: { locale: 'fr-SN', timezone: 'Africa/Dakar', currency: 'XOF' },
  CI: { locale: 'fr-CI', timezone: 'Africa/Abidjan', currency: 'XOF' },
  TD: { locale: 'fr-TD', timezone: 'Africa/Ndjamena', currency: 'XAF' },
  CM: { locale: 'fr-CM', timezone: 'Africa/Douala', currency: 'XAF' },
  FR: { locale: 'fr-FR', timezone: 'Europe/Paris', currency: 'EUR' },
  BE: { locale: 'fr-BE', timezone: 'Europe/Brussels', currency: 'EUR' },
  GB: { locale: 'en-GB', timezone: 'Europe/London', currency: 'GBP' },
  NG: { locale: 'en-NG', timezone: 'Africa/Lagos', currency: 'NGN' },
  KE: { locale: 'en-KE', timezone: 'Africa/Nairobi', currency: 'KES' },
  IN: { locale: 'en-IN', timezone: 'Asia/Kolkata', currency: 'INR' },
  US: { locale: 'en-US', timezone: 'America/New_York', currency: 'USD' },
}

const ELSEWHERE: Region = { locale: 'en', timezone: 'UTC', currency: 'USD' }

/** Pure: fills in what is missing from what was given. The country is taken from the locale, else from the time zone. */
export function completeRegion(said: Partial<Region>): Region {
  const country = said.locale?.split('-')[1]
  const found =
    (country ? COUNTRIES[country] : undefined) ??
    Object.values(COUNTRIES).find(region => region.timezone === said.timezone) ??
    ELSEWHERE
  return {
    locale: said.locale ?? found.locale,
    timezone: said.timezone ?? found.timezone,
    currency: said.currency ?? found.currency,
  }
}

/**
 * Where a business may be: the country of its locale and that of its time zone. They differ when somebody works in the language
 * of another country, so that a phone number without country must mean the same in both.
 */
export function countriesOf({ locale, timezone }: Pick<Region, 'locale' | 'timezone'>): string[] {
  const zone = Object.entries(COUNTRIES).find(([, region]) => region.timezone === timezone)?.[0]
  return [...new Set([locale.split('-')[1], zone].filter(country => country !== undefined))]
}

/** `ar`, `fr-ma` and `en_US` in their usual spelling; null when it is no locale, or of a language that we do not speak. */
export function readLocale(text: string): string | null {
  const match = /^([a-z]{2})(?:[-_]([a-z]{2}))?$/i.exec(text)
  const language = LANGUAGES.find(known => known === match?.[1]?.toLowerCase())
  if (!language) return null
  return match?.[2] ? `${language}-${match[2].toUpperCase()}` : language
}

/** An IANA time zone as it is usually spelt, aliases included (`Asia/Kolkata`); null for anything else, offsets too. */
export function readTimezone(text: string): string | null {
  if (text.toUpperCase() === 'UTC') return 'UTC'
  const known = Intl.supportedValuesOf('timeZone').find(name => name.toLowerCase() === text.toLowerCase())
  if (known) return known
  return /^[A-Z][A-Za-z]+(\/[A-Z][A-Za-z_+-]+\d*)+$/.test(text) && isTimezone(text) ? text : null
}

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** An ISO 4217 code in capitals, or null. */
export function readCurrency(text: string): string | null {
  const code = text.toUpperCase()
  return Intl.supportedValuesOf('currency').includes(code) ? code : null
}
