import type { Cache } from './port.ts'

/**
 * Parallel callers of one key share one making of its value. A value is not kept when its key was dropped while it was being
 * made: it may have been read before the change that dropped the key.
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
