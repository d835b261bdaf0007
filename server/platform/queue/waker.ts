/** A signal that may be given as often as one likes. */
export interface Waker {
  wake(): void
  close(): void
}

/**
 * Sends at most one signal in `everyMs`, and never two at a time. The first wake is sent at once; all wakes that come before the
 * next turn are sent together then. An error goes to `onError`, and the signal is not repeated.
 */
export function createWaker(send: () => Promise<void>, everyMs: number, onError: (error: unknown) => void): Waker {
  let busy = false
  let again = false
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const go = () => {
    busy = true
    const began = performance.now()
    Promise.resolve()
      .then(send)
      .catch(onError)
      .finally(() => {
        const rest = Math.max(0, everyMs - (performance.now() - began))
        timer = setTimeout(next, rest)
        timer.unref()
      })
  }
  const next = () => {
    busy = false
    if (!again || closed) return
    again = false
    go()
  }
  return {
    wake: () => {
      if (closed) return
      if (busy) again = true
      else go()
    },
    close: () => {
      closed = true
      clearTimeout(timer)
    },
  }
}
