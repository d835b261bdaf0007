import { readPhone } from '../../platform/phone/index.ts'
import { fold } from '../../platform/text/index.ts'
import { variantsOf } from './variants.ts'

/** Patterns for `search_contacts`; a null one matches nothing. */
export interface SearchPatterns {
  /** For names. */
  words: string | null
  /** For phone numbers and user names. */
  handle: string | null
}

const PHONE_LIKE = /^[+\d\s()./-]+$/

/**
 * Turns what people type into patterns: part of a name in any spelling, part of a phone number in any form, part of a
 * user name with or without '@'.
 *
 * @param countries of the business: a whole number without a country code belongs to one of them
 */
export function searchPatterns(q: string, countries: readonly string[] = []): SearchPatterns {
  const typed = fold(q)
  if (typed === '') return { words: null, handle: null }
  const digits = phoneDigits(q, countries)
  return { words: pattern(typed), handle: digits ? anyForm(digits) : pattern(typed.replace(/^@/, '')) }
}

/** Whether a search is for a number without a country code. */
export const namesNoCountry = (q: string): boolean => !/^\D*(?:\+|00)/.test(fold(q)) && phoneDigits(q, []) !== undefined

/** The digits that find a number, or a part of one; undefined when the text is no number. */
function phoneDigits(q: string, countries: readonly string[]): string | undefined {
  const dialled = fold(q).replace(/^tel: ?/, '')
  if (!PHONE_LIKE.test(dialled)) return undefined
  const part = dialled.replace(/\(0/, '').replace(/\D/g, '').replace(/^0+/, '')
  const whole = readPhone(q, { countries }).phone?.slice(1)
  // The shorter pattern when one contains the other: it also finds the numbers that contain it.
  return (whole && !whole.endsWith(part) ? whole : part) || undefined
}

/** What all forms of a number have in common: their beginning and their end. */
function anyForm(digits: string): string {
  const forms = variantsOf(digits)
  if (forms.length === 1) return pattern(digits)
  const [form, shortest] = [forms[0]!, Math.min(...forms.map(one => one.length))]
  let [head, tail] = [0, 0]
  while (head < shortest && forms.every(one => one[head] === form[head])) head++
  while (head + tail < shortest && forms.every(one => one.at(-tail - 1) === form.at(-tail - 1))) tail++
  return `%${form.slice(0, head)}%${form.slice(form.length - tail)}%`
}

const pattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
