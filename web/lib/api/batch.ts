/** Collects keys for a moment and hands them over once each; for events that come in bursts. */
export function batched(ms: number, work: (keys: string[]) => void): (key: string) => void {
  const keys = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null
  return key => {
    keys.add(key)
    if (timer !== null) return
    timer = setTimeout(() => {
      timer = null
      const batch = [...keys]
      keys.clear()
      work(batch)
    }, ms)
  }
}
