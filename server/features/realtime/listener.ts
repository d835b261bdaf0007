import type { Principal } from '../../platform/http/index.ts'
import { type ChannelName, hears } from './audience.ts'
import { type Cursor, isAfter } from './cursor.ts'
import type { LogEntry } from './live-event.ts'
import type { LiveEvent } from './schema.ts'

/** More than this waits for nobody who is still reading what came before: it is read from the log instead. */
const MOST_HELD = 2_000

/**
 * What one socket has heard of its tenant's log. Whatever order reading the past and following the present happen in, it
 * sends each event once and in the log's order: nothing at or before its cursor, and nothing new before it has caught up.
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
    /** Everything up to here it has. */
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

  /** From the present. */
  follow(entry: LogEntry): void {
    if (!this.#held) this.#pass(entry)
    else if (this.#held.length < MOST_HELD) this.#held.push(entry)
    else this.#missed = true
  }

  /** From the past. */
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
