import type { Tx } from '../db/index.ts'
import type { EventDefinition, StoredEvent } from './define.ts'

/**
 * Handles every event of certain types exactly once. A row for it is written in the transaction of the event, and removed in the
 * transaction of `handle`: after a crash in between, the event is handled again; after the commit, never.
 */
export interface Subscriber {
  /** Must not change: it is part of stored rows. */
  readonly name: string
  readonly to: readonly EventDefinition[]
  /** Runs inside the tenant's transaction. What it throws is retried, then dead-lettered. */
  handle(tx: Tx, event: StoredEvent): Promise<void>
}

/** A subscriber to declared events; what it handles is typed by them. */
export const subscriber = <Definition extends EventDefinition>(
  name: string,
  to: readonly Definition[],
  handle: (tx: Tx, event: StoredEvent<Definition>) => Promise<void>,
): Subscriber => ({ name, to, handle })

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
