/**
 * Looks up keys, with one query at a time; keys that are asked for meanwhile share the next query. So strangers who ask for a
 * thousand numbers a second cost one query now and then, and nobody waits for more than two.
 *
 * @param load finds the values of these keys; when it fails, every look-up of the batch fails
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
