const listeners = new Set<() => void>()

/** Says that files are to be fetched; called after the commit that brought them. */
export function wakeFetching(): void {
  for (const listener of listeners) listener()
}

/** Lets a process hear of files to fetch. @returns how to stop */
export function onWaitingMedia(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
