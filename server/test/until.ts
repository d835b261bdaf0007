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
  const { timeout = 5_000, what = 'the condition' } = options
  const { found, error } = await lookFor(look, options)
  if (found) return found
  throw new Error(`${what} did not come true in ${timeout} ms`, { cause: error })
}

/**
 * As `until`, for who goes on anyway and judges what is left.
 *
 * @returns whether it came true before the deadline
 * @throws what `look` threw at last
 */
export async function comesTrue(look: () => unknown, options: UntilOptions = {}): Promise<boolean> {
  const { found, error } = await lookFor(look, options)
  if (error !== undefined) throw error
  return Boolean(found)
}

async function lookFor<T>(
  look: () => T | Promise<T>,
  { timeout = 5_000, interval = 20 }: UntilOptions,
): Promise<{ found?: NonNullable<T>; error?: unknown }> {
  const deadline = performance.now() + timeout
  for (;;) {
    let error: unknown
    try {
      const found = await look()
      if (found) return { found }
    } catch (thrown) {
      error = thrown
    }
    if (performance.now() >= deadline) return { error }
    await wait(interval)
  }
}
