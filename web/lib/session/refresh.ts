import { ApiError } from '../api/errors.ts'
import { type BrowserSession, session } from './session.ts'
import { noticeSuspension, SUSPENDED } from './suspension.ts'

/** Tokens that end within this time are renewed before they are used. */
const EARLY_MS = 30_000

interface Tokens {
  accessToken: string
  expiresIn: number
}

/** Asks the server to keep the refresh token in a cookie; on every request, because several routes give one. */
export const SESSION_HEADER = { 'x-session': 'cookie' } as const

export const sessionOf = ({ accessToken, expiresIn }: Tokens, now = Date.now()): BrowserSession => ({
  accessToken,
  expiresAt: now + expiresIn * 1000,
})

export const isFresh = (stored: BrowserSession, now = Date.now()): boolean => stored.expiresAt - EARLY_MS > now

/** One renewal at a time in all windows: they share the cookie, and a refresh token that is used twice ends the whole session. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('tawsil.refresh', work) : work()

let running: Promise<string | null> | null = null

/**
 * A token that will be accepted, or null when nobody is signed in. `refused` is one that the server has just refused.
 */
export function accessToken(refused?: string): Promise<string | null> {
  const stored = session.get()
  if (!stored) return Promise.resolve(null)
  if (stored.accessToken !== refused && isFresh(stored)) return Promise.resolve(stored.accessToken)
  running ??= alone(() => renew(refused)).finally(() => {
    running = null
  })
  return running
}

async function renew(refused?: string): Promise<string | null> {
  const stored = session.get()
  if (!stored) return null
  if (stored.accessToken !== refused && isFresh(stored)) return stored.accessToken
  const response = await fetch('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...SESSION_HEADER },
    body: '{}',
  })
  if (response.ok) {
    const next = sessionOf(((await response.json()) as { data: Tokens }).data)
    session.renew(next)
    return next.accessToken
  }
  // It goes on when the business does.
  if (await noticeSuspension(response)) throw new ApiError(SUSPENDED, 403, '')
  // Only a clear refusal ends the session; a busy or restarting server does not.
  if (![400, 401, 403].includes(response.status)) throw new ApiError('UNAVAILABLE', response.status, '')
  session.end()
  return null
}
