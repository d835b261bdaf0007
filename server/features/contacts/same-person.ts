import { type Identity, nameKey, namingIdentities } from './identity.ts'

/**
 * Groups people who are one person, because they share an identity, directly or through others. Pure.
 *
 * @returns for each person the index of the first one who is the same
 */
export function groupSamePeople(people: ReadonlyArray<{ identities: readonly Identity[] }>): number[] {
  const first = people.map((_, index) => index)
  const rootOf = (index: number): number => {
    let at = index
    while (first[at] !== at) at = first[at]!
    return at
  }
  const seen = new Map<string, number>()
  people.forEach((person, index) => {
    for (const identity of namingIdentities(person.identities)) {
      const key = nameKey(identity)
      const [one, other] = [rootOf(seen.get(key) ?? index), rootOf(index)]
      first[Math.max(one, other)] = Math.min(one, other)
      seen.set(key, index)
    }
  })
  return people.map((_, index) => rootOf(index))
}
