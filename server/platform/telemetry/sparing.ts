import type { Logger } from './logger.ts'

/** For an error that may come thousands of times: logs it once in `everyMs`, with the number of times that were left out. */
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
