import type { Context } from '../../../platform/context.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { type Cursor, isAfter, startOf } from '../../../platform/events/cursor.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { WEBHOOK_QUEUE } from '../queues.ts'
import { insertDeliveries, lockCursor, moveCursor, selectAudience, selectNewest, selectWanted } from './fan-out.sql.ts'
import { type Addressed, deliveriesOf } from './lane.ts'

const PAGE = 1_000
const REASON = 'the log of all businesses is followed with one cursor'

/** What one pass found. */
type Pass = 'more' | 'nothing more' | 'nobody' | 'another'

/**
 * Reads the log on and writes one row of work for each endpoint and event, in the transaction that moves the cursor: an event is
 * neither passed over nor written twice. Returns when the log is read, or when another process reads it.
 *
 * @returns whether anybody gets webhooks at all, as far as this process saw
 */
export async function fanOut({ db }: Pick<Context, 'db'>): Promise<boolean> {
  for (;;) {
    const pass = await db.system(REASON, readOn, { plans: 'once' })
    if (pass !== 'more') return pass !== 'nobody'
  }
}

async function readOn(tx: SystemTx): Promise<Pass> {
  const cursor = await tx.maybe(lockCursor())
  if (!cursor) return 'another'
  const { horizon, oldest } = await tx.one(selectAudience())
  const from = startOfReading({ txid: BigInt(cursor.txid), position: cursor.position }, horizon, oldest)
  if (oldest === null) {
    await tx.run(moveCursor(from))
    return 'nobody'
  }
  const rows = await tx.rows(selectWanted(from, PAGE))
  const last = rows.at(-1)
  if (!last) return 'nothing more'
  await addWork(
    tx,
    rows.flatMap(({ endpointId, ordered, ...row }) =>
      endpointId === null ? [] : [{ ...row, endpointId, ordered: ordered === true }],
    ),
  )
  await tx.run(moveCursor({ txid: BigInt(last.txid), position: last.position }))
  return last.looked === PAGE ? 'more' : 'nothing more'
}

/**
 * What nobody wants is passed over unread. An endpoint that this transaction does not see yet was made by one that the horizon is
 * not past, so never further than that.
 */
function startOfReading(cursor: Cursor, horizon: string, oldest: string | null): Cursor {
  const wanted = oldest === null ? BigInt(horizon) : BigInt(oldest)
  const start = startOf(wanted < BigInt(horizon) ? wanted : BigInt(horizon))
  return isAfter(start, cursor) ? start : cursor
}

async function addWork(tx: SystemTx, wanted: readonly Addressed[]): Promise<void> {
  if (wanted.length === 0) return
  const ordered = new Set(wanted.flatMap(({ endpointId, ordered }) => (ordered ? [endpointId] : [])))
  const newest = new Map<Uuid, Uuid>()
  if (ordered.size > 0) for (const row of await tx.rows(selectNewest([...ordered]))) newest.set(row.part, row.id)
  await tx.run(insertDeliveries(deliveriesOf(wanted, newest, 'event')))
  tx.wake(WEBHOOK_QUEUE)
}
