import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  Metadata,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { asciiDigits } from '../text/index.ts'

/** Why something was not read as a phone number, for people. */
export const PHONE_FAULTS = {
  signs: 'It holds signs that are in no phone number.',
  plus: 'The + of the country code stands elsewhere than at the beginning.',
  short: 'It has too few digits for a phone number with its country code.',
  long: 'It has more digits than any phone number.',
  country: 'It names no country: begin with + and the country code, for example +212612345678.',
  elsewhere: 'It is no number of your country. Begin with + and the country code, for example +212612345678.',
  doubt: 'It could be several numbers. Begin with + and the country code, for example +212612345678.',
  zero: 'Its country has no 0 at this place. Leave it out, or check the number.',
} as const
export type PhoneFault = keyof typeof PHONE_FAULTS

export type PhoneReading = { phone: string; fault?: undefined } | { phone?: undefined; fault: PhoneFault }

export interface PhoneContext {
  /** Where somebody who names no country may be, as ISO 3166 codes; a number that is another one in each is refused. */
  countries?: readonly string[]
  /** Digits without + or 00 begin with a country code, as WhatsApp writes its ids. */
  bare?: 'national' | 'international'
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/** With whatever stands between its digits; what is longer is a text. */
const LONGEST = 100

const refused = (fault: PhoneFault): PhoneReading => ({ fault })

/**
 * The one reader of phone numbers that people write, paste or import: E.164 with '+'. It takes out what is no digit of the
 * number: marks of direction, any space or dash, brackets, `tel:`, the 0 of a country that is dialled only inside it. What
 * has two readings is refused; a number is never read as another. A number with its country code need not be one that is
 * given out today, because numbering plans change.
 */
export function readPhone(written: string, { countries = [], bare = 'national' }: PhoneContext = {}): PhoneReading {
  if (written.length > LONGEST) return refused('long')
  const text = plainSigns(written)
  if (!/^[+\d ()./-]*$/.test(text) || !/\d/.test(text)) return refused('signs')
  if (/.\+/.test(text.replace(/^\(/, ''))) return refused('plus')
  // `…45/46` are two numbers.
  if (/\/ *\d{0,2}(?!\d)/.test(text)) return refused('signs')
  const compact = text.replace(/[ ./-]/g, '').replace(/^\((\+|00)(\d{0,3})\)/, '$1$2')
  const abroad = internationalPart(compact, countries, bare)
  if (abroad.length === 0) return readNational(digitsOf(compact), countries)
  const [only, ...others] = abroad.length > 1 ? abroad.filter(digits => isNumber(`+${digits}`)) : abroad
  return only === undefined || others.length > 0 ? refused('doubt') : readInternational(only)
}

/** Full-width signs too; superscript and circled digits stay what they are: a footnote is no digit of a number. */
const plainSigns = (written: string): string =>
  asciiDigits(written)
    .replace(/\p{Cf}/gu, '')
    .replace(/[\uff01-\uff5e\ufe62]/g, sign => sign.normalize('NFKC'))
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[·•‧∙]/g, '.')
    .replace(/\s/gu, ' ')
    .trim()
    .replace(/^(?:tel|whatsapp):(?:\/\/)? */i, '')

/** There the code of a carrier follows 00. */
const CARRIER_AFTER_00 = new Set(['BR', 'CO'])

/**
 * What follows +, 00, or in North America 011; several where the country itself dials more than 00 (0011 in Australia, 001 in
 * Asia). Nothing for a number that names no country.
 */
function internationalPart(compact: string, countries: readonly string[], bare: PhoneContext['bare']): string[] {
  if (/^\(?\+/.test(compact)) return [compact.replace(/^\(?\+/, '')]
  if (/^00/.test(compact) && !countries.some(country => CARRIER_AFTER_00.has(country)))
    return [...new Set(['00', ...countries.flatMap(country => dialledAbroad(compact, country))])]
      .map(prefix => compact.slice(prefix.length))
      .filter(rest => /^[1-9]/.test(rest))
  if (/^011[1-9]/.test(compact) && countries.length > 0 && countries.every(country => codeOf(country) === '1'))
    return [compact.slice(3)]
  return bare === 'international' && /^[1-9]/.test(compact) ? [compact] : []
}

/** What a country dials before the numbers of others, as far as the number begins with it. */
function dialledAbroad(compact: string, country: string): string[] {
  if (!isSupportedCountry(country)) return []
  const metadata = new Metadata()
  metadata.selectNumberingPlan(country)
  const prefix = metadata.numberingPlan?.IDDPrefix()
  return prefix ? (new RegExp(`^(?:${prefix})`).exec(compact)?.slice(0, 1) ?? []) : []
}

const codeOf = (country: string): string | undefined =>
  isSupportedCountry(country) ? getCountryCallingCode(country) : undefined

/** What is dialled only at home, in brackets after the country code, alone or before an area code: `44(0)7911…`, `54(011)2345…`. */
const BRACKETED_ZERO = /^(\d{1,3})\(0\d*\)/

/** Mexico, Argentina and Brazil: their numbers have several forms that ring one phone, and each is known. */
const DIALLED_IN_MEXICO = /^(?:01|044|045)(\d{10})$/
const MANY_FORMS = new Set(['52', '54', '55'])

function readInternational(written: string): PhoneReading {
  const digits = digitsOf(written)
  if (!/^[1-9]/.test(digits)) return refused('country')
  if (digits.length < 7) return refused('short')
  // No area code of North America begins so: the 1 is what is dialled there before one, or the end of another prefix.
  if (/^1[01]/.test(digits)) return refused('zero')
  const bracketed = BRACKETED_ZERO.exec(written)
  const code = bracketed?.[1] ?? parsePhoneNumberFromString(`+${digits}`)?.countryCallingCode
  const phone = code === undefined ? `+${digits}` : withoutPrefix(digits, code, bracketed !== null)
  if (phone === undefined) return refused('zero')
  return phone.length > 16 ? refused('long') : { phone }
}

/**
 * What is dialled only at home, mostly 0, goes; a zero that belongs to the number, as in Italy, stays. Undefined: neither is
 * certain, or the digits could be meant in yet another way.
 */
function withoutPrefix(digits: string, code: string, bracketed: boolean): string | undefined {
  const kept = `+${digits}`
  const national = digits.slice(code.length)
  const mexican = code === '52' && DIALLED_IN_MEXICO.exec(national)?.[1]
  if (mexican) return `+52${mexican}`
  const prefix = HOME_PREFIXES.get(code)
  const stripped = prefix && national.startsWith(prefix) ? `+${code}${national.slice(prefix.length)}` : undefined
  // More than one zero is no prefix.
  if (stripped && prefix === '0' && national.startsWith('00')) return undefined
  if (stripped && (isNumber(stripped) || (bracketed && prefix === '0'))) return isNumber(kept) ? undefined : stripped
  if (isNumber(kept)) return kept
  const isZero = national.startsWith('0') && (prefix === '0' || bracketed)
  const other = parsePhoneNumberFromString(kept)
  // An Argentinian mobile number with the 15 that is dialled at home.
  if (code === '54' && national.length === 12 && other?.isValid()) return other.number
  return isZero || (other?.isValid() && !MANY_FORMS.has(code)) ? undefined : kept
}

/** By country code: what is dialled at home before a number, as the national form of an example shows it. */
const HOME_PREFIXES = new Map<string, string>()
for (const country of getCountries()) {
  const example = getExampleNumber(country, examples)
  const home = digitsOf(example?.formatNational() ?? '')
  if (example && home.endsWith(example.nationalNumber))
    HOME_PREFIXES.set(example.countryCallingCode, home.slice(0, -example.nationalNumber.length))
}
// Their examples are mobile numbers, which are written otherwise than those of lines.
HOME_PREFIXES.set('54', '0').set('55', '0')

/** Whether this very number can be given out. */
const isNumber = (phone: string): boolean => {
  const found = parsePhoneNumberFromString(phone)
  return found?.number === phone && found.isValid()
}

function readNational(digits: string, countries: readonly string[]): PhoneReading {
  if (countries.length === 0) return refused('country')
  const found = new Set(countries.flatMap(country => nationalIn(digits, country) ?? []))
  // Digits that are a number of another country when a + is put before them.
  if (found.size > 0 && isNumber(`+${digits}`)) found.add(`+${digits}`)
  const [phone, ...others] = found
  if (phone === undefined) return refused('elsewhere')
  return others.length > 0 ? refused('doubt') : { phone }
}

function nationalIn(digits: string, country: string): string | undefined {
  if (!isSupportedCountry(country)) return undefined
  const found = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false })
  return found?.isValid() && found.countryCallingCode === codeOf(country) ? found.number : undefined
}
