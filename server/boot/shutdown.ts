const FORCE_AFTER_MS = 40_000
/** npm and the terminal may both deliver one Ctrl-C. */
const SAME_SIGNAL_MS = 400

/** Collects what has to be closed, and closes it in reverse order when the program ends. */
export interface Shutdown {
  /** Aborts what is still starting. */
  signal: AbortSignal
  /** Registers what ends one part; parts end in reverse order, each once. */
  onEnd(close: () => Promise<void>): void
  /** Ends every part, then the process. */
  end(exitCode: number): Promise<never>
}

/**
 * Ends the program on Ctrl-C, SIGTERM or a closed terminal: gracefully at the first signal, at once at the second. A part that
 * does not end within 40 seconds is abandoned; everything is built to survive that.
 */
export function handleShutdown(log: (line: string) => void): Shutdown {
  const abort = new AbortController()
  const parts: (() => Promise<void>)[] = []
  let ending: Promise<never> | undefined

  const run = async (exitCode: number): Promise<never> => {
    const timer = setTimeout(() => {
      log('Something does not end: leaving it behind.')
      process.exit(1)
    }, FORCE_AFTER_MS)
    let failed = false
    while (parts.length > 0) {
      await parts.pop()!().catch((error: Error) => {
        failed = true
        log(`While stopping: ${error.message}`)
      })
    }
    clearTimeout(timer)
    process.exit(failed ? 1 : exitCode)
  }
  const end = (exitCode: number): Promise<never> => {
    abort.abort()
    ending ??= run(exitCode)
    return ending
  }

  let first = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending && performance.now() - first > SAME_SIGNAL_MS) process.exit(130)
      if (ending) return
      first = performance.now()
      log('Stopping… (once more to force)')
      void end(0)
    })
  }
  return { signal: abort.signal, onEnd: close => void parts.push(close), end }
}
