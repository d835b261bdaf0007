import type { Tx } from '../../platform/db/index.ts'
import { emit, newEvent } from '../../platform/events/index.ts'
import { addToTotal, selectTotal } from './bounds.sql.ts'
import { addWithinBound, boundOf, mustHaveRoom } from './bounds.ts'
import { TENANCY_EVENTS } from './events.ts'
import { lockUsage } from './usage.sql.ts'

const METRIC = 'received_bytes'
/** Beside it: the limit whose end people were told of. */
const TOLD = 'received_bytes_told'

/** The room that the plan has for files of customers. */
export interface ReceivedFiles {
  /** In bytes. */
  used: number
  limit: number
  /** A file was left at the provider, because it did not fit under this limit. */
  full: boolean
}

/** @throws PLAN_BOUND_REACHED when not one byte more fits */
export const mustHaveRoomForFiles = (tx: Tx): Promise<void> => mustHaveRoom(tx, METRIC, () => totalOf(tx, METRIC))

/** Counts a file that is kept. Throws PLAN_BOUND_REACHED when it does not fit; then nothing is counted. */
export const countReceivedFile = (tx: Tx, bytes: number): Promise<void> => addWithinBound(tx, METRIC, bytes)

/** Tells people that a file did not fit: once, and again only when a new limit is reached. Writes `usage.filled`. */
export async function tellFilesAreFull(tx: Tx): Promise<void> {
  await tx.run(lockUsage({ tenantId: tx.tenantId, metric: METRIC }))
  const { plan, limit } = await boundOf(tx, METRIC)
  const told = await totalOf(tx, TOLD)
  if (told === limit) return
  await tx.run(addToTotal(tx.tenantId, TOLD, limit - told))
  const data = { metric: METRIC, used: await totalOf(tx, METRIC), limit, plan } as const
  await emit(tx, [newEvent(TENANCY_EVENTS['usage.filled'], tx.tenantId, { kind: 'system' }, data)])
}

/** What files of customers use of the plan. */
export async function receivedFiles(tx: Tx): Promise<ReceivedFiles> {
  const { limit } = await boundOf(tx, METRIC)
  return { used: await totalOf(tx, METRIC), limit, full: (await totalOf(tx, TOLD)) === limit }
}

const totalOf = async (tx: Tx, metric: string): Promise<number> => (await tx.one(selectTotal(metric))).total
