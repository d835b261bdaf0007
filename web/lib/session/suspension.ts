/** The server's code for a business that the operator has suspended (docs/api/errors.md). */
export const SUSPENDED = 'TENANT_SUSPENDED'

/** What is known of it; the reason comes with a refusal of the API, and not with one of the live line. */
export interface Suspension {
  reason: string | null
}

let current: Suspension | null = null
const listeners = new Set<() => void>()

const set = (next: Suspension | null) => {
  current = next
  for (const listener of listeners) listener()
}

/** Whether the business is suspended; one screen listens. */
export const suspension = {
  get: (): Suspension | null => current,
  /** The server has said so. */
  notice(reason: string | null): void {
    if (!current || (reason !== null && current.reason !== reason)) set({ reason })
  },
  /** The server takes requests again, or nobody is signed in any more. */
  clear(): void {
    if (current) set(null)
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

interface Refusal {
  error?: { code?: string; details?: { reason?: string | null } }
}

/** Looks whether an answer says it. @returns whether it did */
export async function noticeSuspension(response: Response): Promise<boolean> {
  if (response.status !== 403) return false
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as Refusal | null
  if (body?.error?.code !== SUSPENDED) return false
  suspension.notice(body.error.details?.reason ?? null)
  return true
}
