import { storage } from '../storage.ts'

/** A session of this browser. The token that renews it is in a cookie that no script can read. */
export interface BrowserSession {
  /** In memory only; empty until it was renewed for this window. */
  accessToken: string
  /** When the access token ends, in milliseconds since 1970. */
  expiresAt: number
}

/** Says to all windows that somebody is signed in: no secret, another value at each sign-in. */
const KEY = 'tawsil.signed-in'
/** Signed in, but this window has no token yet. */
const NOT_RENEWED: BrowserSession = { accessToken: '', expiresAt: 0 }
const listeners = new Set<() => void>()
/** Undefined until somebody asks. */
let current: BrowserSession | null | undefined

const announce = () => {
  for (const listener of listeners) listener()
}

/** The session, shared by all windows of this browser. */
export const session = {
  get(): BrowserSession | null {
    if (current === undefined) current = storage.read(KEY) ? NOT_RENEWED : null
    return current
  },
  /** Somebody signed in. */
  begin(next: BrowserSession): void {
    current = next
    storage.write(KEY, crypto.randomUUID())
    announce()
  },
  /** The same person goes on. */
  renew(next: BrowserSession): void {
    current = next
  },
  end(): void {
    current = null
    storage.write(KEY, null)
    announce()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

if (typeof window !== 'undefined') {
  // Another window signed in or out. What this one has in memory may be somebody else's.
  window.addEventListener('storage', event => {
    if (event.key !== KEY) return
    current = event.newValue ? NOT_RENEWED : null
    announce()
  })
}
