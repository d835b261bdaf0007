import { session } from './session.ts'

/** The server's code for "prove first that it is you" (docs/api/errors.md). */
const CODE = 'REAUTHENTICATION_REQUIRED'

const listeners = new Set<() => void>()
/** One question for all requests that wait for its answer. */
let asked: { promise: Promise<boolean>; resolve: (confirmed: boolean) => void } | null = null
/** How often a person has confirmed here. A request that was sent before the last time need not ask. */
let confirmations = 0

const announce = () => {
  for (const listener of listeners) listener()
}

/** Whether the person is being asked for their password; one dialog listens and answers. */
export const reauthentication = {
  isAsked: (): boolean => asked !== null,
  /** The person has confirmed with the server that it is they, or does not want to. */
  answer(confirmed: boolean): void {
    if (confirmed) confirmations++
    asked?.resolve(confirmed)
    asked = null
    announce()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

function ask(): Promise<boolean> {
  // Where nothing can show the question, the refusal stands.
  if (listeners.size === 0) return Promise.resolve(false)
  if (asked) return asked.promise
  let resolve: (confirmed: boolean) => void = () => undefined
  const promise = new Promise<boolean>(settle => {
    resolve = settle
  })
  asked = { promise, resolve }
  announce()
  return promise
}

/** Sends what `next` gives, a new copy of the same request each time. */
type Send = (next: () => Request) => Promise<Response>

/**
 * Sends a request, and once more when the server wants the person's password first and the person has given it. The request
 * itself is never sent, only copies: a copy of a copy would hold a file in memory twice.
 */
export async function sendConfirmed(request: Request, send: Send): Promise<Response> {
  const next = () => request.clone()
  const before = confirmations
  const response = await send(next)
  if (response.status !== 403 || !(await response.clone().text()).includes(`"${CODE}"`)) return response
  const confirmed = confirmations !== before || (await ask())
  return confirmed ? await send(next) : response
}

// Nobody is there to be asked once the session has ended.
session.subscribe(() => {
  if (!session.get() && asked) reauthentication.answer(false)
})
