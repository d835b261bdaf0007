import { asciiDigits } from './digits.ts'
import { normalForm } from './normal-form.ts'

/**
 * One form for all spellings of a text, so that who searches, answers or orders need not spell as the other side did. Whatever
 * compares words of people uses this and nothing else; what the database searches is folded here and stored beside the text.
 */

/** Signs on a letter. Those of Indic and other scripts are letters of their own: without them other words remain. */
const MARKS = /[\p{Script_Extensions=Arab}\p{Script_Extensions=Hebr}\p{Script=Inherited}]/u
const ONLY_MARKS = /\p{M}/gu
/** Voicing makes another kana. */
const VOICING = new Set(['\u3099', '\u309a'])
/** Direction, joining and other invisible signs, and tatweel, which only lengthens a word. */
const INVISIBLE = /[\p{Cf}\u0640\u115f\u1160\u3164]/gu

/**
 * Letters that people type for one another and that no decomposition brings together: forms of one letter, and those that the
 * keyboards of others do not have. The hamza on alef, waw and yeh is a mark
 * and goes with the marks; alone it is left out as often as it is written.
 */
const SAME: Readonly<Record<string, string>> = {
  ...{ ء: '', ٴ: '', ٱ: 'ا', ٲ: 'ا', ٳ: 'ا', ة: 'ه', ۃ: 'ه', ہ: 'ه', ھ: 'ه', ە: 'ه', ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك' },
  ...{ ڪ: 'ك', گ: 'ك', ے: 'ي', ں: 'ن', ڤ: 'ف', ڨ: 'ق', پ: 'ب', چ: 'ج' },
  ...{ ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ŧ: 't', ı: 'i', æ: 'ae', œ: 'oe', þ: 'th', ς: 'σ' },
  ...{ ə: 'e', ǝ: 'e', ɛ: 'e', ɔ: 'o', ŋ: 'n', ɓ: 'b', ɗ: 'd', ƙ: 'k', ƴ: 'y', ƒ: 'f', ɨ: 'i', ґ: 'г' },
  ...{ '‘': "'", '’': "'", '‛': "'", ʼ: "'", ʹ: "'", '′': "'", '`': "'", '“': '"', '”': '"' },
  ...{
    ʻ: "'",
    ʾ: "'",
    ʿ: "'",
    '׳': "'",
    '‹': "'",
    '›': "'",
    '‚': "'",
    '״': '"',
    '„': '"',
    '‟': '"',
    '«': '"',
    '»': '"',
  },
}
const ALIKE = new RegExp(`[${Object.keys(SAME).join('')}]`, 'gu')
/** The minus sign, too. */
const DASHES = /[\p{Pd}\u2212]/gu
/** An acute accent that stands alone is typed for an apostrophe; decomposed it is an accent on a space. */
const LONE_ACCENT = / \u0301/g

const bare = (text: string): string =>
  normalForm(text, 'NFKD')
    .replace(LONE_ACCENT, "'")
    .replace(ONLY_MARKS, mark => (MARKS.test(mark) && !VOICING.has(mark) ? '' : mark))

/** Lower case after upper case: `ß`, `ẞ` and `ss` are one, and so are all three sigmas. */
const oneCase = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase()

/**
 * Compatibility forms, case (beyond ASCII), accents, Arabic vowel signs, tatweel, forms of alef, hamza, yeh, kaf and heh (teh
 * marbuta too), digits, dashes and quotes are one; space is single. `fold(fold(x))` is `fold(x)`.
 */
export const fold = (text: string): string => normalForm(letters(text), 'NFC').replace(/\s+/gu, ' ').trim()

const letters = (text: string): string =>
  asciiDigits(bare(oneCase(bare(text.replace(INVISIBLE, '')))))
    .replace(INVISIBLE, '')
    .replace(ALIKE, letter => SAME[letter]!)
    .replace(DASHES, '-')

/** The same without punctuation and emoji: only words and numbers, single spaces between them. */
export const foldWords = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()

export const maybeFold = (text: string | null): string | null => (text === null ? null : fold(text))
