/**
 * localStorage, which may be full or forbidden (private windows, strict settings): then reads give null and writes are
 * dropped.
 */
export const storage = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(key)
    } catch (error) {
      return refused(error)
    }
  },
  write(key: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(key)
      else localStorage.setItem(key, value)
    } catch (error) {
      refused(error)
    }
  },
}

function refused(error: unknown): null {
  console.warn('This browser refuses to store settings:', error)
  return null
}
