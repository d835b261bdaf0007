import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** Why a password is refused that is long enough. */
export type WeakBecause = 'common' | 'own_words'

/** Ten million guesses: whoever tries the passwords of lists, with the usual changes, is through with them by then. */
const COMMON_GUESSES = 7
/** Whoever knows the person tries their words first, each with every year and sign. */
const OWN_GUESSES = 9
/** What comes after these characters can only make it harder to guess; looking at it takes longer and longer. */
const LOOKED_AT = 64

let finder: ZxcvbnFactory | undefined

/**
 * Whether a password is among those that everybody tries first (lists of the commonest, rows of keys, repetition), or is made of
 * the person's own words: name, business, address. Takes the processor for long.
 */
export function weakNow(password: string, own: readonly string[]): WeakBecause | undefined {
  finder ??= new ZxcvbnFactory({ dictionary: { passwords: dictionary['passwords-common'] }, graphs: adjacencyGraphs })
  const { guessesLog10, sequence } = finder.check(password.slice(0, LOOKED_AT), wordsOf(own))
  const ownWords = sequence.some(part => part.dictionaryName === 'userInputs')
  if (ownWords && guessesLog10 < OWN_GUESSES) return 'own_words'
  return guessesLog10 < COMMON_GUESSES ? 'common' : undefined
}

/** What was given, whole and in words. */
function wordsOf(own: readonly string[]): string[] {
  const given = own.map(text => text.toLowerCase().slice(0, 254))
  const words = given.flatMap(text => [text, text.replace(/[^\p{L}\p{N}]+/gu, ''), ...text.split(/[^\p{L}\p{N}]+/u)])
  return [...new Set(words)].filter(word => word.length >= 3).slice(0, 100)
}
