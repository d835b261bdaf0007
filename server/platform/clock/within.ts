import { setTimeout as wait } from 'node:timers/promises'

/** What the promise gives, or undefined when it takes longer; what it throws after that is nobody's concern any more. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController()
  // Heard through the race while it matters; afterwards a failure must not end the process.
  promise.catch(() => undefined)
  // Fails only when it is called off below.
  const late = wait(ms, undefined, { signal: timer.signal }).catch(() => undefined)
  return Promise.race([promise, late]).finally(() => timer.abort())
}
