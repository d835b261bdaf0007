/** The server's bounds for passwords. */
export const PASSWORD_MIN = 10

export type Strength = 'short' | 'plain' | 'fair' | 'good'

/** How well a password would hold: by length first, by variety second; what repeats or is common counts little. */
export function strengthOf(password: string): Strength {
  const characters = [...password]
  if (characters.length < PASSWORD_MIN) return 'short'
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter(kind => kind.test(password)).length
  const distinct = new Set(characters).size
  if (distinct < 5 || /^(.+?)\1+$/u.test(password) || /^(password|motdepasse|qwerty|azerty|123456)/i.test(password)) {
    return 'plain'
  }
  return characters.length >= 14 || kinds >= 3 ? 'good' : 'fair'
}
