import { setTimeout as wait } from 'node:timers/promises'

/** How long to wait at most and how often to look, in milliseconds. */
export interface UntilOptions {
  timeout?: number
  interval?: number
  /** What is waited for, for the message when it does not come. */
  what?: string
}

/**
 * Calls `look` until it returns something truthy and returns that. An error it throws counts as "not yet"; the last one
 * is the cause when the deadline (5 s unless told) passes.
 */
export async function until<T>(look: () => T | Promise<T>, options: UntilOptions = {}): Promise<NonNullable<T>> {
  const { timeout = 5_000, interval = 20, what = 'the condition' } = options
  const deadline = performance.now() + timeout
  let last: unknown
  for (;;) {
    try {
      const found = await look()
      if (found) return found
      last = undefined
    } catch (error) {
      last = error
    }
    if (performance.now() >= deadline) throw new Error(`${what} did not come true in ${timeout} ms`, { cause: last })
    await wait(interval)
  }
}
