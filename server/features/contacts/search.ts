import { fold } from '../../platform/text/index.ts'
import { variantsOf } from './variants.ts'

/** Patterns for `search_contacts`; a null one matches nothing. */
export interface SearchPatterns {
  /** For names. */
  words: string | null
  /** For phone numbers and user names. */
  handle: string | null
}

const PHONE_LIKE = /^[+\d\s().-]+$/

/**
 * What people type, as patterns: part of a name in any case, part of a phone number however it is spaced and with or
 * without its leading zero, part of a user name with or without '@'.
 */
export function searchPatterns(q: string): SearchPatterns {
  const typed = fold(q)
  if (typed === '') return { words: null, handle: null }
  // What is copied from a screen may bring marks of direction along.
  const bare = typed.replace(/\p{Cf}/gu, '').trim()
  const digits = bare.replace(/\D/g, '').replace(/^0+/, '')
  const phone = PHONE_LIKE.test(bare) && digits.length > 0
  return { words: pattern(typed), handle: phone ? anyForm(digits) : pattern(bare.replace(/^@/, '')) }
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
