import type { Tx } from '../db/index.ts'
import type { EventRow } from './event.ts'

/**
 * Someone who must handle every event of certain types once. The row that says so is written in the transaction of the
 * event, and removed in the transaction of `handle`: a crash between the two repeats, a commit never does.
 */
export interface Subscriber {
  /** Stable name; part of stored rows. */
  readonly name: string
  readonly types: readonly string[]
  /** Runs inside the tenant's transaction. What it throws is retried, then dead-lettered. */
  handle(tx: Tx, event: EventRow): Promise<void>
}

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
