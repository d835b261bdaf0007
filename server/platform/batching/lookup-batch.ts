/**
 * Looks up by key with one query at a time for whatever is asked meanwhile: strangers who ask after a thousand numbers a second
 * cost a query now and then, and nobody waits longer than one.
 *
 * @param load what is found of these keys; its failure is the failure of each look-up in the batch
 */
export function createLookupBatch<T>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): (key: string) => Promise<T | undefined> {
  let waiting = new Map<string, PromiseWithResolvers<T | undefined>>()
  let running = false
  const run = async () => {
    running = true
    while (waiting.size > 0) {
      const batch = waiting
      waiting = new Map()
      await load([...batch.keys()]).then(
        found => {
          for (const [key, { resolve }] of batch) resolve(found.get(key))
        },
        error => {
          for (const { reject } of batch.values()) reject(error)
        },
      )
    }
    running = false
  }
  return key => {
    const asked = waiting.get(key) ?? Promise.withResolvers<T | undefined>()
    waiting.set(key, asked)
    if (!running) void run()
    return asked.promise
  }
}
