const listeners = new Set<() => void>()

/** Says that sends were queued; called after the commit that queued them. */
export function signalSends(): void {
  for (const listener of listeners) listener()
}

/** Lets a process hear of queued sends. @returns how to stop */
export function onQueuedSends(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
