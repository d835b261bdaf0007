import { session } from './session.ts'

/** The server's code for a business that asks for a second factor which the person does not have (docs/api/errors.md). */
export const SECOND_FACTOR_MISSING = 'SECOND_FACTOR_MISSING'

let missing = false
const listeners = new Set<() => void>()

function set(next: boolean): void {
  if (missing === next) return
  missing = next
  for (const listener of listeners) listener()
}

/** Whether nothing is open before a second factor is set up; one screen listens. */
export const secondFactor = {
  isMissing: (): boolean => missing,
  /** The server has said so. */
  notice: () => set(true),
  /** It is set up, or somebody else goes on. */
  clear: () => set(false),
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

// The next person, or the next business, may not be asked for it.
session.subscribe(secondFactor.clear)
