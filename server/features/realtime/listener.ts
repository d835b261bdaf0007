import { type Cursor, isAfter } from '../../platform/events/cursor.ts'
import type { Principal } from '../../platform/http/index.ts'
import { type ChannelName, hears } from './audience.ts'
import type { LogEntry } from './live-event.ts'
import type { LiveEvent } from './schema.ts'

/** While a listener reads the past, at most so many new events are kept for it; the others it reads from the log. */
const MOST_HELD = 2_000

/**
 * What one socket has got of its tenant's log. The past is read while new events come in. It sends each event once, in the log's
 * order: nothing at or before its cursor, and nothing new before the past is read to its end.
 */
export class Listener {
  readonly principal: Principal
  readonly #channels: ReadonlySet<ChannelName>
  readonly #send: (event: LiveEvent) => void
  #cursor: Cursor
  /** What came while the past was being read; undefined once it has caught up. */
  #held: LogEntry[] | undefined
  #missed = false

  constructor(options: {
    principal: Principal
    channels: ReadonlySet<ChannelName>
    /** It has everything up to here. */
    cursor: Cursor
    catchingUp: boolean
    send: (event: LiveEvent) => void
  }) {
    this.principal = options.principal
    this.#channels = options.channels
    this.#cursor = options.cursor
    this.#held = options.catchingUp ? [] : undefined
    this.#send = options.send
  }

  get tenantId(): string {
    return this.principal.tenantId
  }

  get cursor(): Cursor {
    return this.#cursor
  }

  /** Takes an event that is new. */
  follow(entry: LogEntry): void {
    if (!this.#held) this.#pass(entry)
    else if (this.#held.length < MOST_HELD) this.#held.push(entry)
    else this.#missed = true
  }

  /** Takes an event that was read from the past. */
  recall(entries: readonly LogEntry[]): void {
    for (const entry of entries) this.#pass(entry)
  }

  /**
   * The past is read to its end.
   *
   * @returns false when too much came meanwhile: read on from the cursor and call again
   */
  caughtUp(): boolean {
    const held = this.#held ?? []
    this.#held = this.#missed ? [] : undefined
    for (const entry of held) this.#pass(entry)
    const done = !this.#missed
    this.#missed = false
    return done
  }

  #pass(entry: LogEntry): void {
    if (!isAfter(entry.at, this.#cursor)) return
    this.#cursor = entry.at
    if (hears(this.principal, this.#channels, entry.type)) this.#send(entry.event())
  }
}
