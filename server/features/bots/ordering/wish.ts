import { foldWords, readNumber, restWords } from '../../../platform/text/index.ts'

const LONGEST_NOTE = 300

/** On one line; what is too long ends with an ellipsis, so that the customer sees that something is missing. */
export function shorten(note: string, longest = LONGEST_NOTE): string {
  const line = note.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, longest - 1).toWellFormed()}…`
}

/** Both wishes; what was said already is not said again. */
export function joinNotes(one: string | null, other: string): string {
  if (!one || foldWords(other).includes(foldWords(one))) return shorten(other)
  return foldWords(one).includes(foldWords(other)) ? one : shorten(`${one}, ${other}`)
}

/** The last of each line are words of other sentences, too: a colon has to follow. */
const NOTE = new RegExp(
  `^\\s*(?:${[
    'notes?|remarks?|special requests?|instructions?|n\\.? ?b\\.?|p\\.? ?s\\.?|(?:comments?|requests?)(?=\\s*[:：])',
    'remarques?|commentaires?|notez|précisions?|demandes?(?=\\s*[:：])',
    '(?:ال)?(?:ملاحظ|ملحوظ)(?:ة|ه|ات)|تنبيه|طلب خاص|تعليق(?=\\s*[:：])',
  ].join('|')})(?=[\\s:：\\-–—]|$)\\s*[:：\\-–—]?\\s*([\\s\\S]*)$`,
  'iu',
)

/** `note: no cutlery` is a note for the whole order. Null for the word alone; undefined for any other text. */
export function readNote(text: string): string | null | undefined {
  const match = NOTE.exec(text)
  return match ? shorten(match[1] ?? '') || null : undefined
}

/** A note on a line of its own: `#01 x2` and below it `note: ring twice`. */
export function splitNote(text: string): { text: string; note: string | undefined } {
  const lines = text.split('\n')
  const at = lines.findIndex((line, no) => no > 0 && typeof readNote(line) === 'string')
  if (at < 0) return { text, note: undefined }
  return { text: lines.slice(0, at).join('\n'), note: readNote(lines.slice(at).join('\n')) ?? undefined }
}

/** Words that say what a dish shall be without, or what somebody must not eat. `no` begins other sentences, too. */
const WITHOUT =
  /^\s*(?:(?:without|sans|pas de|pas du|بدون|من غير|من دون|بلا)\s|pas d['’]|(?:i am |i'm |i’m |i have an? |je suis )?(?:\p{L}+ )?allerg|(?:عندي |لدي )?حساسي[ةه])/iu
export const isWish = (text: string): boolean => WITHOUT.test(text)

/**
 * What stands behind a number, as it was written: `2, sans oignon`, `two (no onions)`, `3 burgers no onions`. Undefined when
 * there is nothing, or only the dish again.
 */
export function wishBehindNumber(text: string, dish: string): string | undefined {
  const words = text.trim().split(/\s+/)
  const begins = words.findLastIndex((_, at) => readNumber(words.slice(0, at + 1).join(' '))?.rest === '')
  const names = foldWords(dish).split(' ').map(withoutArticle)
  const isOfDish = (word: string) => {
    const said = withoutArticle(foldWords(word))
    return said.length > 2 && names.some(name => name.startsWith(said.slice(0, 4)))
  }
  const behind = words.slice(begins + 1)
  const first = behind.findIndex(word => !isPolite(word) && !isOfDish(word))
  if (first < 0) return undefined
  const wish = behind.slice(first, behind.findLastIndex(word => !isPolite(word)) + 1).join(' ')
  return shorten(wish.replace(/^[\s\p{P}]+|[\s\p{Ps}\p{Pe},;:-]+$/gu, '')) || undefined
}

const isPolite = (word: string): boolean => restWords(word) === ''
const withoutArticle = (word: string): string => word.replace(/^ال(?=..)/u, '')
