import type { Context } from '../../../platform/context.ts'
import { perContext } from '../../../platform/services.ts'
import type { RawEvent } from './raw-event.ts'

/** A delivery that is stored, and leased for the worker of this process. */
export interface LeasedDelivery {
  /** What the database would tell of it, but for the channel's ids at the provider. */
  raw: Omit<RawEvent, 'externalId' | 'externalAccountId'>
  /** Of the lease of its channel's lane. */
  fence: number
}

/** The worker of this process that files deliveries, as far as storing knows it. */
export interface DeliveryWorker {
  leaseSeconds: number
  /** Whether it would begin at once. */
  isFree(): boolean
  /** Files deliveries; their channels are leased for it. */
  take(deliveries: readonly LeasedDelivery[]): void
  /** Deliveries were stored that it did not get: it looks for them when it gives lanes back. */
  noteOthers(): void
}

const stateOf = perContext((): { worker: DeliveryWorker | undefined } => ({ worker: undefined }))

/**
 * From now on deliveries that this process stores are handed to `worker` when it is free: the row of work is written all
 * the same, with its lease, but no claim looks for it and nothing is read back.
 */
export function fileHere(context: Context, worker: DeliveryWorker): void {
  stateOf(context).worker = worker
}

/** The worker of this process; undefined in one that files nothing. */
export const deliveryWorkerOf = (context: Context): DeliveryWorker | undefined => stateOf(context).worker
