import { fold, readNumber, restWords } from '../../../platform/text/index.ts'
import type { Choice } from './render.ts'

/**
 * The offered choice that a customer's words name: by its title, or by its number as people write it (see `readNumber`;
 * also "2 - Pizza"). Undefined for anything else, also for a number that was not offered. Pure.
 *
 * @param numbered whether the customer sees numbers; where they see buttons, a number has no such meaning
 */
export function matchChoice(text: string, choices: readonly Choice[], numbered = true): Choice | undefined {
  const said = fold(text)
  if (said === '' || said.length > LONGEST) return undefined
  const titled = onlyOne(choices, ({ title }) => fold(title) === said)
  if (titled) return titled
  return (numbered ? byNumber(text, choices) : undefined) ?? onlyOne(choices, ({ title }) => isWordsOf(title, said))
}

const onlyOne = (choices: readonly Choice[], is: (choice: Choice) => boolean): Choice | undefined => {
  const found = choices.filter(is)
  return found.length === 1 ? found[0] : undefined
}

/** Nobody types the emoji that stand before a title. */
const isWordsOf = (title: string, said: string): boolean => {
  const words = fold(title)
    .replace(/[^\p{L}\p{N}\s]/gu, '')
    .trim()
  return words !== '' && words === said && !/^\d+$/.test(words)
}

function byNumber(text: string, choices: readonly Choice[]): Choice | undefined {
  // The line as it is shown: in "1. 10 wings" the number ends at the dot, whatever the title begins with.
  const line = choices.findIndex(({ title }, at) => fold(`${at + 1}. ${title}`) === fold(text))
  if (line >= 0) return choices[line]
  const number = readNumber(text)
  const choice = number && choices[number.value - 1]
  // "2 coffees" is no answer to a list whose second line says tea.
  return choice && (number.rest === '' || restWords(choice.title).startsWith(number.rest)) ? choice : undefined
}

/** An answer is short; a longer text is a message. */
const LONGEST = 80
