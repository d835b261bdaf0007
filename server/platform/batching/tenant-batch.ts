import { classifyFailure } from '../pending/failure.ts'

/** Collects what concurrent callers want done for tenants into few transactions. */
export type TenantBatch<I, R> = (tenantId: string, item: I) => Promise<R>

/** What is done together for one tenant. */
export interface TenantItems<I> {
  tenantId: string
  items: readonly I[]
}

interface Waiting<I, R> {
  item: I
  resolve(result: R): void
  reject(error: unknown): void
}

interface Group<I, R> {
  tenantId: string
  entries: ReadonlyArray<Waiting<I, R>>
}

/**
 * How many batches are under way at a time. What a batch costs is its statements, so few batches with many rows of a tenant
 * cost less than many with a few. A business that is alone never waits.
 */
const AT_ONCE = 2
/** How many items of one tenant, and how many tenants, share a batch. */
const MOST_ITEMS = 200
const MOST_TENANTS = 16
/**
 * A batch takes no further tenant once it has this many items. Without it a batch takes everybody who has one item, and nobody's
 * items gather: 13 a statement instead of 32 when twenty businesses send, and a quarter fewer messages a second.
 */
const FULL_ITEMS = 24

/**
 * When nothing is under way a call starts at once, together with those of the same turn of the event loop, whatever their tenants.
 * While the tenant's last batch or enough others are under way, items gather for the next. When a batch fails because of one of its
 * items, each tenant is tried alone, then each item, so that one cannot make the others fail.
 *
 * @param work results in the order of tenants and their items
 */
export function createTenantBatch<I, R>(
  work: (all: ReadonlyArray<TenantItems<I>>) => Promise<R[][]>,
): TenantBatch<I, R> {
  const queues = new Map<string, Array<Waiting<I, R>>>()
  const busy = new Set<string>()
  let running = 0
  let scheduled = false

  const take = (): Group<I, R>[] => {
    const groups: Group<I, R>[] = []
    let items = 0
    for (const [tenantId, queue] of queues) {
      if (busy.has(tenantId)) continue
      const entries = queue.splice(0, MOST_ITEMS)
      groups.push({ tenantId, entries })
      if (queue.length === 0) queues.delete(tenantId)
      busy.add(tenantId)
      items += entries.length
      if (groups.length === MOST_TENANTS || items >= FULL_ITEMS) break
    }
    return groups
  }
  const run = async (groups: ReadonlyArray<Group<I, R>>) => {
    running++
    await settle(work, groups)
    for (const { tenantId } of groups) busy.delete(tenantId)
    running--
    schedule()
  }
  const pump = () => {
    scheduled = false
    while (running < AT_ONCE) {
      const groups = take()
      if (groups.length === 0) return
      void run(groups)
    }
  }
  const schedule = () => {
    if (scheduled || running >= AT_ONCE || queues.size === 0) return
    scheduled = true
    setImmediate(pump)
  }
  return (tenantId, item) =>
    new Promise<R>((resolve, reject) => {
      const queue = queues.get(tenantId)
      const entry = { item, resolve, reject }
      if (queue) queue.push(entry)
      else queues.set(tenantId, [entry])
      schedule()
    })
}

/** Does the work of groups and answers every entry; never throws. */
async function settle<I, R>(
  work: (all: ReadonlyArray<TenantItems<I>>) => Promise<R[][]>,
  groups: ReadonlyArray<Group<I, R>>,
): Promise<void> {
  try {
    const asked = groups.map(({ tenantId, entries }) => ({ tenantId, items: entries.map(entry => entry.item) }))
    const results = await work(asked)
    groups.forEach(({ entries }, group) => {
      entries.forEach((entry, index) => {
        entry.resolve(results[group]![index] as R)
      })
    })
  } catch (error) {
    const parts = classifyFailure(error) === 'away' ? [] : smaller(groups)
    if (parts.length === 0) {
      for (const { entries } of groups) for (const entry of entries) entry.reject(error)
    }
    for (const part of parts) await settle(work, part)
  }
}

/** Each tenant alone, or of one tenant each item alone; nothing for a single item. */
function smaller<I, R>(groups: ReadonlyArray<Group<I, R>>): Group<I, R>[][] {
  if (groups.length > 1) return groups.map(group => [group])
  const [only] = groups
  if (!only || only.entries.length <= 1) return []
  return only.entries.map(entry => [{ tenantId: only.tenantId, entries: [entry] }])
}
