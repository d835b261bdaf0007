import { fold } from './fold.ts'
import { COMPANY, isDoubtful, readSpelt, withoutWanting } from './number-words.ts'

/** A number as a person writes it, and what stands behind it. */
export interface WrittenNumber {
  value: number
  /** Lower case, single spaces; '' when the number stands alone. Politeness and "pieces" are left out. */
  rest: string
}

/** Said before a number that names a line. */
const PREFIX = /^(?:#|n°|nº|no\.?|nr\.?|number|numero|num|option|opt|choice|choix|رقم|الرقم|x)\s*(?=\p{L}|\d)/u

/** Halves, and small digits above the line: with the digits beside them they would be read as other numbers. */
const NO_DIGITS = /[²³¹⁰-₉¼-¾⅐-⅟↉⁄]/u
/** Written around a number, not part of it: brackets, quotes, the signs of bold and italic text, of lists. */
const AROUND = /^[\s([{"'*_~«»‹›•·>]+(?=[\p{L}\p{N}#])/u

/**
 * Reads an answer that is a number: `2`, `٢`, `2️⃣`, `②`, `2.`, `(2)`, `*2*`, `no. 2`, `x2`, `2x`, `two`, `dix sept`, `حبتين`,
 * `3 please`, `3 pcs`, `I want 3`. Signs that only steer the direction of text do not count. Undefined when the text does not
 * begin with a number, and when it leaves open which: `2-3`, `2 or 3`, `two hundred`, `2½`, `5 minutes`.
 */
export function readNumber(text: string): WrittenNumber | undefined {
  if (NO_DIGITS.test(text)) return undefined
  const bare = withoutWanting(plain(text).replace(AROUND, '')).replace(PREFIX, '')
  const read = readDigits(bare) ?? readSpelt(bare)
  if (!read || isDoubtful(read.rest)) return undefined
  return { value: read.value, rest: withoutCompany(read.rest) }
}

/** Whether words behind a number, or between two things, leave open how many or which: `or 3`, `-3`, `hundred`, `or`. */
export const leavesOpen = (text: string): boolean => {
  const said = plain(text)
  return isDoubtful(said) || ALTERNATIVES.has(said)
}
const ALTERNATIVES = new Set(['or', 'ou', 'ou bien', 'او', 'ولا'].map(fold))

const plain = (text: string): string => fold(text.replaceAll('🔟', '10').replaceAll('❿', '10')).replace(/[×✕✖]/g, 'x')

const DIGITS =
  /^(\d{1,6})(?:st|nd|rd|th|er|e|ème|eme)?\s*[)\]}"'*_~»›.:،,!]*(?:\s?x(?=$|[\s\p{P}]))?(?:\s*[-–—]\s*|\s+|(?=[^\d\s.,:/-])|$)(.*)$/u

function readDigits(said: string): WrittenNumber | undefined {
  const match = DIGITS.exec(said)
  return match ? { value: Number(match[1]), rest: match[2] ?? '' } : undefined
}

/** What `rest` would be of these words: to compare the two. */
export const restWords = (text: string): string => withoutCompany(plain(text))

/** Drops polite words, units, emoji and punctuation around what is left. */
function withoutCompany(rest: string): string {
  const words = rest.split(' ').filter(word => {
    const bare = word.replace(/[^\p{L}\p{N}']/gu, '')
    return bare !== '' && !COMPANY.has(bare)
  })
  return words.join(' ')
}
