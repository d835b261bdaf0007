import { storage } from '../storage.ts'

/** A session as the browser stores it. */
export interface StoredSession {
  accessToken: string
  refreshToken: string
  /** When the access token ends, in milliseconds since 1970. */
  expiresAt: number
}

const KEY = 'tawsil.session'
const listeners = new Set<() => void>()
/** Undefined until somebody asks. */
let current: StoredSession | null | undefined

function parse(text: string | null): StoredSession | null {
  if (!text) return null
  try {
    const value = JSON.parse(text) as Partial<StoredSession>
    if (!value.accessToken || !value.refreshToken || typeof value.expiresAt !== 'number') return null
    return { accessToken: value.accessToken, refreshToken: value.refreshToken, expiresAt: value.expiresAt }
  } catch (error) {
    console.warn('The stored session cannot be read; sign in again.', error)
    return null
  }
}

const announce = () => {
  for (const listener of listeners) listener()
}

/** The session, shared by all windows of this browser. */
export const session = {
  get(): StoredSession | null {
    if (current === undefined) current = parse(storage.read(KEY))
    return current
  },
  set(next: StoredSession | null): void {
    current = next
    storage.write(KEY, next && JSON.stringify(next))
    announce()
  },
  /** Reads what another window wrote in the meantime; a refresh token can be used only once. */
  reread(): StoredSession | null {
    const stored = storage.read(KEY)
    if (stored !== null) current = parse(stored)
    return current ?? null
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

if (typeof window !== 'undefined') {
  window.addEventListener('storage', event => {
    if (event.key !== KEY) return
    current = parse(event.newValue)
    announce()
  })
}
