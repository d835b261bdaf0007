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
  const typed = q.trim()
  if (typed === '') return { words: null, handle: null }
  const digits = typed.replace(/\D/g, '').replace(/^0+/, '')
  const phone = PHONE_LIKE.test(typed) && digits.length > 0
  return { words: pattern(typed), handle: pattern(phone ? digits : typed.replace(/^@/, '')) }
}

const pattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
