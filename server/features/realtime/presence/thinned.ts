/** What sends at most so often, and then everything that came meanwhile, in order. */
export interface Thinned<T> {
  send(item: T): void
  /** Sends at once what still waits. */
  flush(): void
  /** Sends nothing any more. */
  close(): void
}

/**
 * Sends the first item at once. Items that follow within `everyMs` leave together at the end of that time: a slow line, and the
 * battery behind it, has one burst instead of many packets. Nothing is left out, because a client resumes from the last item.
 */
export function thin<T>(emit: (item: T) => void, everyMs: () => number): Thinned<T> {
  const waiting: T[] = []
  let timer: NodeJS.Timeout | undefined
  let sentAt = Number.NEGATIVE_INFINITY

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (waiting.length === 0) return
    sentAt = performance.now()
    for (const item of waiting.splice(0)) emit(item)
  }
  return {
    send: item => {
      waiting.push(item)
      const rest = sentAt + everyMs() - performance.now()
      if (rest <= 0) flush()
      else timer ??= setTimeout(flush, rest)
    },
    flush,
    close: () => {
      clearTimeout(timer)
      waiting.length = 0
    },
  }
}
