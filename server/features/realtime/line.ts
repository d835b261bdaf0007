import { writeCursor } from '../../platform/events/cursor.ts'
import type { Principal } from '../../platform/http/index.ts'
import type { ChannelName } from './audience.ts'
import type { Follower } from './follower.ts'
import { Listener } from './listener.ts'
import { type LiveEvent, placeOf, type Subscribed } from './schema.ts'

/** The part of a socket that a line needs. */
export interface Outlet {
  event(event: LiveEvent): void
  /** Tells the client that what it has may be old and that it must load it again. */
  reset(): void
}

/** One socket's subscription; the last one counts. */
export class Line {
  readonly #follower: Follower
  readonly #outlet: Outlet
  readonly #principal: Principal
  #listener: Listener | undefined
  #asked = 0
  #closed = false

  constructor(follower: Follower, principal: Principal, outlet: Outlet) {
    this.#follower = follower
    this.#principal = principal
    this.#outlet = outlet
  }

  async subscribe(channels: readonly ChannelName[], after: string | undefined): Promise<Subscribed> {
    const asked = ++this.#asked
    this.#stop()
    let unknown = false
    const listener = await this.#follower.join(now => {
      const place = after === undefined ? now : placeOf(after, now)
      unknown = place === null
      return new Listener({
        principal: this.#principal,
        channels: new Set(channels),
        cursor: place ?? now,
        catchingUp: after !== undefined && !unknown,
        send: event => this.#outlet.event(event),
      })
    })
    if (this.#closed || asked !== this.#asked) {
      this.#follower.leave(listener)
      return { ok: false, code: 'CURSOR' }
    }
    this.#listener = listener
    if (unknown) this.#outlet.reset()
    else if (after !== undefined) await this.#follower.catchUp(listener)
    const cursor = writeCursor(listener.cursor)
    if (after !== undefined) return { ok: true, cursor }
    return { ok: true, cursor, quietMs: await this.#follower.quietMs(this.#principal.tenantId) }
  }

  close(): void {
    this.#closed = true
    this.#stop()
  }

  #stop(): void {
    if (this.#listener) this.#follower.leave(this.#listener)
    this.#listener = undefined
  }
}
