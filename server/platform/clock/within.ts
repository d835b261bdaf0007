import { setTimeout as wait } from 'node:timers/promises'

/** The value of the promise, or undefined when it takes longer. An error after that time is ignored. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController()
  // The race reports an error in time. An error that comes later must not end the process.
  promise.catch(() => undefined)
  // Rejects only when it is cancelled below.
  const late = wait(ms, undefined, { signal: timer.signal }).catch(() => undefined)
  return Promise.race([promise, late]).finally(() => timer.abort())
}
