/**
 * Counts what the twin still has to send (scheduled statuses, webhooks not yet acknowledged), so that a test can wait
 * for silence instead of sleeping.
 */
export interface Activity {
  begin(): void
  end(): void
  /** Forgets all work that is under way. The caller must not call `end` for that work any more. */
  clear(): void
  pending(): number
  /** Resolves when nothing is pending. Rejects with what is left after `timeoutMs`. */
  idle(timeoutMs: number): Promise<void>
}

/** An empty counter. */
export function createActivity(): Activity {
  let count = 0
  let waiters: (() => void)[] = []
  const wake = () => {
    if (count > 0) return
    const woken = waiters
    waiters = []
    for (const resolve of woken) resolve()
  }
  return {
    begin: () => {
      count++
    },
    end: () => {
      count--
      wake()
    },
    clear: () => {
      count = 0
      wake()
    },
    pending: () => count,
    idle: timeoutMs =>
      new Promise((resolve, reject) => {
        if (count === 0) return resolve()
        const timer = setTimeout(() => {
          waiters = waiters.filter(waiter => waiter !== done)
          reject(new Error(`The twin still owes ${count} statuses or webhooks after ${timeoutMs} ms`))
        }, timeoutMs)
        const done = () => {
          clearTimeout(timer)
          resolve()
        }
        waiters.push(done)
      }),
  }
}
