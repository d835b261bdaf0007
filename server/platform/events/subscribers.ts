import type { Tx } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { EventDefinition, StoredEvent } from './define.ts'

/** An event that a subscriber does not handle yet. */
export interface PutOffEvent {
  eventId: Uuid
  seconds: number
}

/**
 * Handles every event of certain types exactly once. A row for it is written in the transaction of the event, and removed in the
 * transaction of `handle`: after a crash in between, the event is handled again; after the commit, never.
 */
export interface Subscriber {
  /** Must not change: it is part of stored rows. */
  readonly name: string
  readonly to: readonly EventDefinition[]
  /**
   * It may handle events in the transaction that writes them, which then needs no row of work; see `handleInline`.
   */
  readonly inline: boolean
  /**
   * Runs inside the tenant's transaction, with events of several aggregates together, those of each in their order. What it
   * throws undoes all of it; then the aggregates are tried one by one, retried, and dead-lettered.
   *
   * @returns those that shall come again later; later ones of the same aggregate follow them
   */
  handle(tx: Tx, events: readonly StoredEvent[]): Promise<readonly PutOffEvent[]>
}

/** A subscriber to declared events; what it handles is typed by them. */
export const subscriber = <Definition extends EventDefinition>(
  name: string,
  to: readonly Definition[],
  handle: (tx: Tx, event: StoredEvent<Definition>) => Promise<void>,
): Subscriber => ({
  name,
  to,
  inline: false,
  handle: async (tx, events) => {
    for (const event of events) await handle(tx, event as StoredEvent<Definition>)
    return []
  },
})

/** A subscriber that handles many events together, in their own transaction where that is possible. */
export const inlineSubscriber = <Definition extends EventDefinition>(
  name: string,
  to: readonly Definition[],
  handle: (tx: Tx, events: ReadonlyArray<StoredEvent<Definition>>) => Promise<readonly PutOffEvent[]>,
): Subscriber => ({ name, to, inline: true, handle: handle as unknown as Subscriber['handle'] })

/** The durable subscribers of one process. */
export interface Subscribers {
  /** Before the first event is written. One of the same name is replaced. */
  add(subscriber: Subscriber): void
  /** Undefined for one that another version of the program has. */
  find(name: string): Subscriber | undefined
  /** Names of those to a type of events, in the order in which they were added. */
  namesTo(eventType: string): readonly string[]
}

export function createSubscribers(): Subscribers {
  const byName = new Map<string, Subscriber>()
  const byType = new Map<string, string[]>()
  return {
    add: subscriber => {
      byName.set(subscriber.name, subscriber)
      byType.clear()
      for (const { name, to } of byName.values()) {
        for (const { type } of to) byType.set(type, [...(byType.get(type) ?? []), name])
      }
    },
    find: name => byName.get(name),
    namesTo: eventType => byType.get(eventType) ?? [],
  }
}
