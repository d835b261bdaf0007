import { createSharedMaking } from './making.ts'
import type { Cache } from './port.ts'

const MOST = 50_000

interface Entry {
  /** As JSON: a reader gets a copy of its own, exactly as from Redis. */
  text: string
  expiresAt: number
}

/** A cache in this process. When it is full, the entry that was not used for the longest time is removed. */
export function createMemoryCache(options: { most?: number; now?: () => number } = {}): Cache {
  const { most = MOST, now = () => performance.now() } = options
  const entries = new Map<string, Entry>()

  const get = async <T>(key: string): Promise<T | undefined> => {
    const entry = entries.get(key)
    if (!entry) return undefined
    entries.delete(key)
    if (entry.expiresAt <= now()) return undefined
    entries.set(key, entry)
    return JSON.parse(entry.text) as T
  }
  const set = async (key: string, value: unknown, ttlSeconds: number): Promise<void> => {
    const text = JSON.stringify(value)
    if (text === undefined) return
    entries.delete(key)
    entries.set(key, { text, expiresAt: now() + ttlSeconds * 1000 })
    const oldest = entries.size > most ? entries.keys().next().value : undefined
    if (oldest !== undefined) entries.delete(oldest)
  }
  const making = createSharedMaking({ get, set })
  return {
    get,
    set,
    getOrMake: making.getOrMake,
    drop: async (...keys) => {
      for (const key of keys) {
        entries.delete(key)
        making.forget(key)
      }
    },
    ping: async () => undefined,
    close: async () => entries.clear(),
  }
}
