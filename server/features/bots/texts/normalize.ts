import { asciiDigits } from '../../../platform/text/digits.ts'
import { normalForm } from '../../../platform/text/normal-form.ts'

const MARKS = /\p{M}/gu
const INVISIBLE = /[\u0640\p{Cf}]/gu
const PUNCTUATION = /[^\p{L}\p{N}]+/gu

/** Letters that people type for one another; the hamza on alef, waw and yeh is a mark and goes with the marks. */
const SAME: Record<string, string> = { ة: 'ه', ى: 'ي', ی: 'ي', ک: 'ك', ٱ: 'ا' }

/**
 * What is left of a text when spelling does not matter: lower case, no accents, no Arabic vowel signs, tatweel, hamza or
 * dots that people leave out (إأآ→ا, ة→ه, ى→ي), ASCII digits, no emoji or punctuation, single spaces.
 */
export function normalize(text: string): string {
  return normalForm(asciiDigits(text), 'NFKD')
    .replace(INVISIBLE, '')
    .replace(MARKS, '')
    .replace(/[ةىیکٱ]/g, letter => SAME[letter]!)
    .toLowerCase()
    .replace(PUNCTUATION, ' ')
    .trim()
}
