import type { Principal } from '../../platform/http/index.ts'

/** Sockets at one time in one process: a person has some windows, a business some hundred people. */
const OF_A_PERSON = 100
const OF_A_BUSINESS = 5_000

/** How many sockets each person and each business has open in this process. */
export class Seats {
  readonly #taken = new Map<string, number>()

  /** @returns whether there was room for one more; then `leave` must follow */
  take(principal: Pick<Principal, 'tenantId' | 'id'>): boolean {
    const places = placesOf(principal)
    if (places.some(([key, most]) => (this.#taken.get(key) ?? 0) >= most)) return false
    for (const [key] of places) this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1)
    return true
  }

  leave(principal: Pick<Principal, 'tenantId' | 'id'>): void {
    for (const [key] of placesOf(principal)) {
      const left = (this.#taken.get(key) ?? 0) - 1
      if (left > 0) this.#taken.set(key, left)
      else this.#taken.delete(key)
    }
  }
}

const placesOf = ({ tenantId, id }: Pick<Principal, 'tenantId' | 'id'>): Array<[key: string, most: number]> => [
  [`${tenantId}:${id}`, OF_A_PERSON],
  [tenantId, OF_A_BUSINESS],
]
