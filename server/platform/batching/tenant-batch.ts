import { classifyFailure } from '../pending/failure.ts'

/** Collects what concurrent callers want done for one tenant into few transactions. */
export type TenantBatch<I, R> = (tenantId: string, item: I) => Promise<R>

interface Waiting<I, R> {
  item: I
  resolve(result: R): void
  reject(error: unknown): void
}

/**
 * How many groups are under way at a time, over all tenants. When twenty businesses send, twenty transactions with a few rows
 * cost more than a few with many rows. A business that is alone never waits.
 */
const AT_ONCE = 4

/**
 * When nothing is under way a call starts at once, together with those of the same turn of the event loop. While the tenant's
 * last group or enough others are under way, items gather for the next group. When a group fails because of one of its items, each
 * item is tried alone, so that one cannot make the others fail.
 *
 * @param work results in the order of items
 */
export function createTenantBatch<I, R>(
  work: (tenantId: string, items: readonly I[]) => Promise<R[]>,
  most = 200,
): TenantBatch<I, R> {
  const queues = new Map<string, Array<Waiting<I, R>>>()
  const places = createPlaces(AT_ONCE)

  const alone = async (tenantId: string, { item, resolve, reject }: Waiting<I, R>) => {
    try {
      const [result] = await work(tenantId, [item])
      resolve(result as R)
    } catch (error) {
      reject(error)
    }
  }
  const together = async (tenantId: string, group: ReadonlyArray<Waiting<I, R>>) => {
    if (group.length === 1) return await alone(tenantId, group[0]!)
    try {
      const results = await work(
        tenantId,
        group.map(entry => entry.item),
      )
      group.forEach((entry, index) => {
        entry.resolve(results[index] as R)
      })
    } catch (error) {
      if (classifyFailure(error) === 'rows') for (const entry of group) await alone(tenantId, entry)
      else for (const entry of group) entry.reject(error)
    }
  }
  const run = async (tenantId: string, queue: Array<Waiting<I, R>>) => {
    while (queue.length > 0) {
      await places.take()
      try {
        await together(tenantId, queue.splice(0, most))
      } finally {
        places.giveBack()
      }
    }
    queues.delete(tenantId)
  }
  return (tenantId, item) =>
    new Promise<R>((resolve, reject) => {
      const entry = { item, resolve, reject }
      const queue = queues.get(tenantId)
      if (queue) return void queue.push(entry)
      const started = [entry]
      queues.set(tenantId, started)
      setImmediate(() => void run(tenantId, started))
    })
}

/** A number of places, taken in turn. */
function createPlaces(count: number) {
  const waiting: Array<() => void> = []
  let taken = 0
  return {
    take: async (): Promise<void> => {
      if (taken >= count) await new Promise<void>(resolve => waiting.push(resolve))
      else taken++
    },
    // The next one who waits gets the place directly: it is never free in between.
    giveBack: (): void => {
      const next = waiting.shift()
      if (next) next()
      else taken--
    },
  }
}
