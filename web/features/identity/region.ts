import { isLocale } from '../../lib/i18n.ts'

/** Currencies by time zone: the browser's language says less about a shop's money than its time zone. */
const BY_ZONE: Record<string, string> = {
  'Africa/Casablanca': 'MAD',
  'Africa/Algiers': 'DZD',
  'Africa/Tunis': 'TND',
  'Africa/Cairo': 'EGP',
  'Africa/Dakar': 'XOF',
  'Africa/Abidjan': 'XOF',
  'Africa/Bamako': 'XOF',
  'Africa/Ndjamena': 'XAF',
  'Africa/Douala': 'XAF',
  'Africa/Libreville': 'XAF',
  'Africa/Lagos': 'NGN',
  'Africa/Nairobi': 'KES',
  'Africa/Johannesburg': 'ZAR',
  'Asia/Riyadh': 'SAR',
  'Asia/Dubai': 'AED',
  'Asia/Qatar': 'QAR',
  'Asia/Kuwait': 'KWD',
  'Asia/Bahrain': 'BHD',
  'Asia/Muscat': 'OMR',
  'Asia/Amman': 'JOD',
  'Asia/Beirut': 'LBP',
  'Asia/Baghdad': 'IQD',
  'Asia/Kolkata': 'INR',
  'Asia/Calcutta': 'INR',
  'Europe/London': 'GBP',
  'Europe/Zurich': 'CHF',
  'Europe/Istanbul': 'TRY',
  'America/Toronto': 'CAD',
  'America/New_York': 'USD',
  'America/Chicago': 'USD',
  'America/Denver': 'USD',
  'America/Los_Angeles': 'USD',
}

/** Capitals of the countries that pay in euros; their zones bear these names. */
const EURO = new Set(
  [
    'Paris',
    'Berlin',
    'Madrid',
    'Rome',
    'Brussels',
    'Amsterdam',
    'Lisbon',
    'Vienna',
    'Athens',
    'Dublin',
    'Helsinki',
    'Luxembourg',
    'Malta',
    'Monaco',
    'Riga',
    'Tallinn',
    'Vilnius',
    'Zagreb',
    'Ljubljana',
    'Bratislava',
  ].map(city => `Europe/${city}`),
)

export interface Region {
  locale: string
  timezone: string
  currency: string
}

/** A clock on universal time says nothing about the place. */
const isSomewhere = (timezone: string | undefined) =>
  Boolean(timezone) && !/^(UTC|GMT|Etc\/.*|Universal|Zulu|UCT)$/.test(timezone ?? '')

/** What a new business most likely needs, from the browser; everything can be changed in the form. */
export function guessRegion(language: string, timezone = Intl.DateTimeFormat().resolvedOptions().timeZone): Region {
  const locale = language.slice(0, 2)
  return {
    locale: isLocale(locale) ? locale : 'en',
    timezone: isSomewhere(timezone) ? timezone : '',
    currency: BY_ZONE[timezone] ?? (EURO.has(timezone) ? 'EUR' : ''),
  }
}

/** Every currency code with its name in the interface's language. */
export function currencyChoices(locale: string): Array<[code: string, name: string]> {
  const names = new Intl.DisplayNames([locale], { type: 'currency' })
  return Intl.supportedValuesOf('currency').map(code => [code, names.of(code) ?? code])
}

/** Every time zone the browser knows, and `current` even when it does not. */
export function zoneChoices(current: string): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), current])].filter(Boolean).sort()
}
