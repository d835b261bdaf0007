import type { Cache } from './port.ts'

/**
 * One making for parallel callers of one key. A key dropped while its value is being made is not kept: the value may have
 * been read before the change that dropped it.
 */
export function createSharedMaking(store: Pick<Cache, 'get' | 'set'>) {
  const making = new Map<string, Promise<unknown>>()

  const make = async <T>(key: string, ttlSeconds: number, maker: () => Promise<T>, self: () => unknown): Promise<T> => {
    const kept = await store.get<T>(key)
    if (kept !== undefined) return kept
    const value = await maker()
    if (making.get(key) === self()) await store.set(key, value, ttlSeconds)
    return value
  }
  return {
    getOrMake: <T>(key: string, ttlSeconds: number, maker: () => Promise<T>): Promise<T> => {
      const running = making.get(key) as Promise<T> | undefined
      if (running) return running
      const promise: Promise<T> = make(key, ttlSeconds, maker, () => promise).finally(() => {
        if (making.get(key) === promise) making.delete(key)
      })
      making.set(key, promise)
      return promise
    },
    forget: (key: string): void => void making.delete(key),
  }
}
