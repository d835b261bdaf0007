import type { Tx } from '../db/index.ts'
import type { EventDefinition, StoredEvent } from './define.ts'

/**
 * Someone who must handle every event of certain types once. The row that says so is written in the transaction of the
 * event, and removed in the transaction of `handle`: a crash between the two repeats, a commit never does.
 */
export interface Subscriber {
  /** Stable name; part of stored rows. */
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

const registered: Subscriber[] = []

/** Called once for each subscriber by the composition root, before the first event is written. */
export function subscribe(subscriber: Subscriber): void {
  const at = registered.findIndex(other => other.name === subscriber.name)
  if (at >= 0) registered[at] = subscriber
  else registered.push(subscriber)
}

/** All subscribers, in the order they were registered. */
export const durableSubscribers = (): readonly Subscriber[] => registered

const wakers = new Set<() => void>()

/** Calls `wake` after every commit that wrote work for subscribers. @returns how to stop */
export function onEventWork(wake: () => void): () => void {
  wakers.add(wake)
  return () => void wakers.delete(wake)
}

/** Tells whoever hands events to subscribers that there is work. */
export function wakeEventWork(): void {
  for (const wake of wakers) wake()
}
