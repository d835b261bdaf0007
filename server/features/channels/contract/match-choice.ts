import { normalForm } from '../../../platform/text/normal-form.ts'
import { readNumber, restWords } from '../../../platform/text/number.ts'
import type { Choice } from './render.ts'

/**
 * Which of the offered choices a customer means who answers in words: its title, or its number as people write it (see
 * `readNumber`; also "2 - Pizza"). Undefined when it is anything else; a number that was not offered is nothing either. Pure.
 *
 * @param numbered whether the customer sees numbers; where they see buttons a number means itself
 */
export function matchChoice(text: string, choices: readonly Choice[], numbered = true): Choice | undefined {
  const said = plain(text)
  if (said === '' || said.length > LONGEST) return undefined
  const titled = onlyOne(choices, ({ title }) => plain(title) === said)
  if (titled) return titled
  return (numbered ? byNumber(said, choices) : undefined) ?? onlyOne(choices, ({ title }) => isWordsOf(title, said))
}

const onlyOne = (choices: readonly Choice[], is: (choice: Choice) => boolean): Choice | undefined => {
  const found = choices.filter(is)
  return found.length === 1 ? found[0] : undefined
}

/** Nobody types the little pictures that stand before a title. */
const isWordsOf = (title: string, said: string): boolean => {
  const words = plain(title)
    .replace(/[^\p{L}\p{N}\s]/gu, '')
    .trim()
  return words !== '' && words === said && !/^\d+$/.test(words)
}

function byNumber(said: string, choices: readonly Choice[]): Choice | undefined {
  const number = readNumber(said)
  const choice = number && choices[number.value - 1]
  // "2 coffees" is no answer to a list whose second line says tea.
  return choice && (number.rest === '' || restWords(choice.title).startsWith(number.rest)) ? choice : undefined
}

/** An answer is short; what is longer is a message. */
const LONGEST = 80

const ARABIC_ZERO = 0x0660
const PERSIAN_ZERO = 0x06f0

/** Words without what people leave out or write in their own way: case, accents, Arabic vowel signs, other digits. */
export const plain = (text: string): string =>
  normalForm(text, 'NFKD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200e\u200f\u202a-\u202e\u2066-\u2069]|\ufe0f|\u20e3/g, '')
    .replace(/[\u0660-\u0669]/g, digit => String(digit.charCodeAt(0) - ARABIC_ZERO))
    .replace(/[\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) - PERSIAN_ZERO))
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
