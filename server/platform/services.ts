/** What one process has one of, kept in its context and ended with it. */
export interface Services {
  /** What `key` stands for, made at the first call. */
  of<T>(key: object, make: () => T, end?: (made: T) => Promise<void>): T
  /** Ends all, the last one made first, each whatever became of the others. Throws the first error at the end. */
  close(): Promise<void>
}

export function createServices(): Services {
  const made = new Map<object, { service: unknown; end: () => Promise<void> }>()
  return {
    of: <T>(key: object, make: () => T, end: (made: T) => Promise<void> = async () => undefined) => {
      const known = made.get(key)
      if (known) return known.service as T
      const service = make()
      made.set(key, { service, end: () => end(service) })
      return service
    },
    close: async () => {
      const errors: unknown[] = []
      for (const { end } of [...made.values()].reverse()) await end().catch(error => errors.push(error))
      if (errors.length > 0) throw errors[0]
    },
  }
}

/**
 * Declares something of which each process has one: a cache, a worker. Whoever has the context has it.
 *
 * @param end called before the ports close
 */
export const perContext =
  <Context extends { services: Services }, T>(
    make: (context: Context) => T,
    end?: (made: T) => Promise<void>,
  ): ((context: Context) => T) =>
  context =>
    context.services.of(make, () => make(context), end)
