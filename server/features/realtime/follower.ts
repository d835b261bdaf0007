import type { Db } from '../../platform/db/index.ts'
import { type Cursor, startOf } from '../../platform/events/cursor.ts'
import { EVENT_CHANNEL } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { type Logger, sparing } from '../../platform/telemetry/index.ts'
import { type LogRow, selectAfter, selectHorizon, selectQuiet } from './event.sql.ts'
import type { Listener } from './listener.ts'
import { entriesOf, type LogEntry } from './live-event.ts'

const PAGE = 500
/** Without a notification from the database, the log is read this often. */
const LOOK_EVERY_MS = 1_000
/** When an older transaction still holds events back, the log is read again after this time. */
const BLOCKED_MS = 15

/**
 * Follows the event log for all sockets of this process, with one reader. It reads only while somebody listens, and only events
 * of tenants that have listeners.
 */
export class Follower {
  readonly #db: Db
  readonly #onEntry: OnEntry
  readonly #trouble: (error: unknown) => void
  readonly #listeners = new Map<Uuid, Set<Listener>>()
  /** Everything before it was sent to the listeners. Undefined while there are none. */
  #cursor: Cursor | undefined
  #reading: Promise<void> | undefined
  /** Who came while the log was being read. All of them join when that reading ends. */
  #waiting: Waiter[] = []
  #again = false
  #timer: NodeJS.Timeout | undefined
  #unlisten: Promise<() => Promise<void>> | undefined
  #closed = false

  /** @param onEntry told of every event before it is passed on, for measuring; what it returns is called after */
  constructor(db: Db, log: Logger, onEntry: OnEntry) {
    this.#db = db
    this.#onEntry = onEntry
    this.#trouble = sparing(log, 'the event log cannot be read; live screens wait')
  }

  /**
   * Adds a listener between two readings. It will get everything after the returned cursor.
   *
   * @param make gets that cursor
   */
  async join(make: (from: Cursor) => Listener): Promise<Listener> {
    await this.#start()
    if (!this.#reading && this.#cursor) {
      const listener = this.#add(make, this.#cursor)
      this.kick()
      return listener
    }
    const joined = new Promise<Listener>((join, refuse) => {
      this.#waiting.push({ join: from => join(this.#add(make, from)), refuse })
    })
    if (!this.#reading) this.#begin()
    return joined
  }

  #add(make: (from: Cursor) => Listener, from: Cursor): Listener {
    const listener = make(from)
    const others = this.#listeners.get(listener.tenantId) ?? new Set()
    this.#listeners.set(listener.tenantId, others.add(listener))
    return listener
  }

  /** Finds the present, from which the first listeners follow. */
  #begin(): void {
    this.#reading = this.#horizon().then(
      now => {
        this.#cursor = now
        this.#rest('nothing more')
      },
      (error: unknown) => {
        this.#reading = undefined
        for (const { refuse } of this.#waiting.splice(0)) refuse(error)
      },
    )
  }

  /** @returns whether somebody joined */
  #admitWaiting(): boolean {
    const from = this.#cursor
    if (!from || this.#waiting.length === 0) return false
    for (const { join } of this.#waiting.splice(0)) join(from)
    return true
  }

  leave(listener: Listener): void {
    const others = this.#listeners.get(listener.tenantId)
    others?.delete(listener)
    if (others?.size === 0) this.#listeners.delete(listener.tenantId)
    this.#forget()
  }

  /** Reads what a listener missed, from its cursor to the present; then it follows like the others. */
  async catchUp(listener: Listener): Promise<void> {
    do {
      for (let more = true; more && this.#has(listener); ) {
        const rows = await this.#read(listener.cursor, [listener.tenantId])
        const entries = entriesOf(rows)
        listener.recall(entries)
        more = entries.length === PAGE
      }
    } while (!listener.caughtUp() && this.#has(listener))
  }

  /** There may be something new. */
  kick(): void {
    if (this.#closed || this.#listeners.size === 0) return
    if (this.#reading) {
      this.#again = true
      return
    }
    clearTimeout(this.#timer)
    this.#reading = this.#readAll()
      .catch((error: unknown): Pause => {
        this.#trouble(error)
        return 'nothing more'
      })
      .then(pause => this.#rest(pause))
  }

  /** How long ago the last event of a tenant was written; null without any. */
  async quietMs(tenantId: Uuid): Promise<number | null> {
    return (await this.#db.tenant(tenantId, tx => tx.maybe(selectQuiet())))?.quietMs ?? null
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#reading
    // When LISTEN failed there is nothing to end; the error was logged then.
    const unlisten = await this.#unlisten?.catch(() => undefined)
    await unlisten?.()
  }

  /** LISTEN costs a connection: not before somebody listens. */
  async #start(): Promise<void> {
    this.#unlisten ??= this.#db.listen(EVENT_CHANNEL, () => this.kick())
    await this.#unlisten.catch((error: unknown) => {
      // The log is read every second anyway, so this is not needed; the next listener tries again.
      this.#unlisten = undefined
      this.#trouble(error)
    })
  }

  #rest(pause: Pause): void {
    this.#reading = undefined
    const joined = this.#admitWaiting()
    if (this.#closed) return
    this.#forget()
    if (this.#listeners.size === 0) return
    if (this.#again || joined) {
      this.#again = false
      this.kick()
      return
    }
    this.#timer = setTimeout(() => this.kick(), pause === 'blocked' ? BLOCKED_MS : LOOK_EVERY_MS)
    this.#timer.unref()
  }

  /** When nobody listens any more. The next listener starts from the present. */
  #forget(): void {
    if (this.#listeners.size === 0 && !this.#reading) this.#cursor = undefined
  }

  #has(listener: Listener): boolean {
    return !this.#closed && this.#listeners.get(listener.tenantId)?.has(listener) === true
  }

  async #readAll(): Promise<Pause> {
    for (;;) {
      if (!this.#cursor) return 'nothing more'
      const rows = await this.#read(this.#cursor, [...this.#listeners.keys()])
      const entries = entriesOf(rows)
      for (const entry of entries) this.#passOn(entry)
      if (entries.length === PAGE) {
        this.#cursor = entries.at(-1)!.at
        continue
      }
      // All that was written before the horizon is read, of every tenant that is listened to.
      this.#cursor = startOf(BigInt(rows[0]!.horizon))
      return rows[0]!.blocked ? 'blocked' : 'nothing more'
    }
  }

  #passOn(entry: LogEntry): void {
    const ended = this.#onEntry(entry)
    for (const listener of this.#listeners.get(entry.tenantId) ?? []) listener.follow(entry)
    ended?.()
  }

  #read(cursor: Cursor, tenants: readonly Uuid[]): Promise<LogRow[]> {
    return this.#db.system('the log of all tenants is followed with one cursor', tx =>
      tx.rows(selectAfter(cursor, tenants, PAGE)),
    )
  }

  async #horizon(): Promise<Cursor> {
    const { horizon } = await this.#db.system('the log of all tenants has one present', tx => tx.one(selectHorizon()))
    return startOf(BigInt(horizon))
  }
}

type OnEntry = (entry: LogEntry) => (() => void) | undefined

type Pause = 'blocked' | 'nothing more'

interface Waiter {
  join(from: Cursor): void
  refuse(error: unknown): void
}
