/** The server's bounds for passwords. */
export const PASSWORD_MIN = 10

export type Strength = 'short' | 'own' | 'plain' | 'fair' | 'good'

/** Without the person's own words, this much of a password must be left. */
const REST_MIN = 6

/**
 * How strong a password is: first by length, then by variety. Repetition, common words and the person's own words count
 * little. The server decides: it knows the lists of common passwords.
 *
 * @param own name, business and address of the person
 */
export function strengthOf(password: string, own: readonly string[] = []): Strength {
  const characters = [...password]
  if (characters.length < PASSWORD_MIN) return 'short'
  if (isOwn(password, own)) return 'own'
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter(kind => kind.test(password)).length
  const distinct = new Set(characters).size
  if (distinct < 5 || /^(.+?)\1+$/u.test(password) || /^(password|motdepasse|qwerty|azerty|123456)/i.test(password)) {
    return 'plain'
  }
  return characters.length >= 14 || kinds >= 3 ? 'good' : 'fair'
}

function isOwn(password: string, own: readonly string[]): boolean {
  const words = own
    .flatMap(text => [text, text.replaceAll(/[^\p{L}\p{N}]+/gu, ''), ...text.split(/[^\p{L}\p{N}]+/u)])
    .map(word => word.toLowerCase())
    .filter(word => word.length >= 4)
    .sort((a, b) => b.length - a.length)
  const plain = password.toLowerCase()
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), plain)
  return rest.length < plain.length && rest.replaceAll(/[^\p{L}]/gu, '').length < REST_MIN
}
