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
 * What people type, as patterns: part of a name however it is spelt, part of a phone number however it is written, part of a
 * user name with or without '@'.
 *
 * @param countries of the business: a whole number without country code is one of theirs
 */
export function searchPatterns(q: string, countries: readonly string[] = []): SearchPatterns {
  const typed = fold(q)
  if (typed === '') return { words: null, handle: null }
  const digits = phoneDigits(q, countries)
  return { words: pattern(typed), handle: digits ? anyForm(digits) : pattern(typed.replace(/^@/, '')) }
}

/** Whether a search is for a number that may be one of the business's country. */
export const namesNoCountry = (q: string): boolean => !/^\D*(?:\+|00)/.test(fold(q)) && phoneDigits(q, []) !== undefined

/** The digits by which a number is found, a part of one as well; undefined when it is none. */
function phoneDigits(q: string, countries: readonly string[]): string | undefined {
  const dialled = fold(q).replace(/^tel: ?/, '')
  if (!PHONE_LIKE.test(dialled)) return undefined
  const part = dialled.replace(/\(0/, '').replace(/\D/g, '').replace(/^0+/, '')
  const whole = readPhone(q, { countries }).phone?.slice(1)
  // As little as is certain: a part that stands in the number finds it, and others that hold it.
  return (whole && !whole.endsWith(part) ? whole : part) || undefined
}

/** What all forms of a number have in common: how they begin and how they end. */
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
