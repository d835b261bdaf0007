import type { Logger } from './logger.ts'

/** Logs an error that may come thousands of times: once in `everyMs`, with the number of those that were not said. */
export function sparing(log: Logger, message: string, everyMs = 10_000): (error: unknown) => void {
  let saidAt = Number.NEGATIVE_INFINITY
  let unsaid = 0
  return error => {
    if (performance.now() - saidAt < everyMs) return void unsaid++
    log.warn({ err: error, unsaid }, message)
    saidAt = performance.now()
    unsaid = 0
  }
}
