/** Collects what concurrent callers want to write into few writes. */
export interface GroupCommit<T> {
  /** Resolves when the items are written, all in one write. Rejects when that write failed, or when too much waits already. */
  add(items: readonly T[]): Promise<void>
  /** Items that wait for a write, and writes under way. */
  stats(): { waiting: number; inFlight: number }
}

export interface GroupCommitOptions<T> {
  /** Writes all items or none. */
  write(items: T[]): Promise<unknown>
  sizeOf(item: T): number
  /** The error of `add` when too much waits already. */
  full(): Error
  maxInFlight?: number
  /** The most that one write takes. The items of one `add` are never split. */
  maxItems?: number
  maxBytes?: number
  /** With more than this waiting, `add` refuses. */
  maxWaitingItems?: number
  maxWaitingBytes?: number
}

interface Waiting<T> {
  items: readonly T[]
  bytes: number
  resolve(): void
  reject(error: unknown): void
}

const MEGABYTE = 1024 * 1024

/**
 * When no write is under way, one starts at the end of this turn of the event loop: requests that were read from their sockets in
 * one turn share it, and a single one does not wait. While `maxInFlight` writes are under way, items gather for the next.
 */
export function createGroupCommit<T>(options: GroupCommitOptions<T>): GroupCommit<T> {
  const { maxInFlight = 2, maxItems = 1000, maxBytes = 8 * MEGABYTE } = options
  const { maxWaitingItems = 20_000, maxWaitingBytes = 256 * MEGABYTE } = options
  let queue: Waiting<T>[] = []
  let waitingItems = 0
  let waitingBytes = 0
  let inFlight = 0
  let scheduled = false

  const take = (): Waiting<T>[] => {
    const count =
      waitingItems <= maxItems && waitingBytes <= maxBytes ? queue.length : fitting(queue, maxItems, maxBytes)
    const group = queue
    queue = count === group.length ? [] : group.splice(count)
    for (const entry of group) {
      waitingItems -= entry.items.length
      waitingBytes -= entry.bytes
    }
    return group
  }
  const flush = async (group: Waiting<T>[]) => {
    inFlight++
    try {
      await options.write(group.length === 1 ? [...group[0]!.items] : group.flatMap(entry => entry.items))
      for (const entry of group) entry.resolve()
    } catch (error) {
      for (const entry of group) entry.reject(error)
    } finally {
      inFlight--
      schedule()
    }
  }
  const pump = () => {
    scheduled = false
    while (inFlight < maxInFlight && queue.length > 0) void flush(take())
  }
  const schedule = () => {
    if (scheduled || inFlight >= maxInFlight || queue.length === 0) return
    scheduled = true
    setImmediate(pump)
  }
  const add = (items: readonly T[]) =>
    new Promise<void>((resolve, reject) => {
      let bytes = 0
      for (const item of items) bytes += options.sizeOf(item)
      if (waitingItems + items.length > maxWaitingItems || waitingBytes + bytes > maxWaitingBytes) {
        return reject(options.full())
      }
      waitingItems += items.length
      waitingBytes += bytes
      queue.push({ items, bytes, resolve, reject })
      schedule()
    })
  return { add, stats: () => ({ waiting: waitingItems, inFlight }) }
}

/** How many entries from the front fit into one write; at least one. */
function fitting<T>(queue: readonly Waiting<T>[], maxItems: number, maxBytes: number): number {
  let items = 0
  let bytes = 0
  let count = 0
  for (const entry of queue) {
    items += entry.items.length
    bytes += entry.bytes
    if (count > 0 && (items > maxItems || bytes > maxBytes)) break
    count++
  }
  return count
}
