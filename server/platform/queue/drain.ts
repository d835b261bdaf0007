/** One kind of work of this process. At most `concurrency` runs at once; a wake while all run causes one more run. */
export interface Drain {
  /** @returns false when nothing could start: all places are taken, one more run will follow */
  wake(): boolean
  /** Resolves when nothing runs any more; later wakes do nothing. */
  close(): Promise<void>
}

/**
 * However often it is woken, runs do not pile up: at most one waits while others go on, and that one sees everything that was
 * written before it began. Many wakes in one turn of the event loop count as one.
 */
export function createDrain(run: () => Promise<void>, concurrency: number, onError: (error: unknown) => void): Drain {
  const running = new Set<Promise<void>>()
  let again = false
  let scheduled = false
  let closed = false

  const start = () => {
    scheduled = false
    if (closed) return
    // In a microtask, so that a handler that throws before its first await is caught too.
    const one: Promise<void> = Promise.resolve()
      .then(run)
      .catch(onError)
      .finally(() => {
        running.delete(one)
        if (!again) return
        again = false
        schedule()
      })
    running.add(one)
  }
  const schedule = () => {
    if (scheduled) return
    scheduled = true
    setImmediate(start)
  }
  return {
    wake: () => {
      if (closed) return true
      if (running.size < concurrency) {
        schedule()
        return true
      }
      again = true
      return false
    },
    close: async () => {
      closed = true
      await Promise.all(running)
    },
  }
}
