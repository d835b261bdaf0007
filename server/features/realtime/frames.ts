import type { Context } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/index.ts'

/** What one socket may send in a minute. A person's screen sends some dozens. */
const FRAMES_A_MINUTE = 600
const SUBSCRIPTIONS_A_MINUTE = 30
/** The same for all sockets of a person, and of a business, whose screens all come back together after a break. */
const BY_PERSON = { name: 'socket-subscribe-person', points: 300, perSeconds: 60 }
const BY_BUSINESS = { name: 'socket-subscribe-business', points: 6_000, perSeconds: 60 }
const MINUTE_MS = 60_000

/** Counts what one socket sends; in memory, because a flood must cost nothing. */
export class FrameCount {
  readonly #now: () => number
  #since: number
  #frames = 0
  #subscriptions = 0

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#since = now()
  }

  /** @returns whether the frame is within the limits */
  take(event: string): boolean {
    const now = this.#now()
    if (now - this.#since >= MINUTE_MS) {
      this.#since = now
      this.#frames = 0
      this.#subscriptions = 0
    }
    this.#frames++
    if (event === 'subscribe') this.#subscriptions++
    return this.#frames <= FRAMES_A_MINUTE && this.#subscriptions <= SUBSCRIPTIONS_A_MINUTE
  }
}

/** Whether the person and the business of a socket may subscribe once more. */
export async function maySubscribe({ limits }: Pick<Context, 'limits'>, principal: Principal): Promise<boolean> {
  const person = await limits.take(BY_PERSON, `${principal.tenantId}:${principal.id}`)
  return person.allowed && (await limits.take(BY_BUSINESS, principal.tenantId)).allowed
}
