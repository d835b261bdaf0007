import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** Why a password that is long enough is refused. */
export type WeakBecause = 'common' | 'own_words'

/**
 * Ten million guesses: an attacker who tries lists of passwords, with the usual changes, has tried them all by then.
 */
const COMMON_GUESSES = 7
/** An attacker who knows the person tries their words first, with every year and sign. */
const OWN_GUESSES = 9
/** Characters after these can only make it harder to guess, and checking them takes longer and longer. */
const LOOKED_AT = 64

let finder: ZxcvbnFactory | undefined

/**
 * Whether a password is among those that everybody tries first (common passwords, rows of keys, repetition), or is made
 * of the person's own words: name, business, address. Keeps the processor busy for long.
 */
export function weakNow(password: string, own: readonly string[]): WeakBecause | undefined {
  finder ??= new ZxcvbnFactory({ dictionary: { passwords: dictionary['passwords-common'] }, graphs: adjacencyGraphs })
  const { guessesLog10, sequence } = finder.check(password.slice(0, LOOKED_AT), wordsOf(own))
  const ownWords = sequence.some(part => part.dictionaryName === 'userInputs')
  if (ownWords && guessesLog10 < OWN_GUESSES) return 'own_words'
  return guessesLog10 < COMMON_GUESSES ? 'common' : undefined
}

/** What was given, both whole and split into words. */
function wordsOf(own: readonly string[]): string[] {
  const given = own.map(text => text.toLowerCase().slice(0, 254))
  const words = given.flatMap(text => [text, text.replace(/[^\p{L}\p{N}]+/gu, ''), ...text.split(/[^\p{L}\p{N}]+/u)])
  return [...new Set(words)].filter(word => word.length >= 3).slice(0, 100)
}
