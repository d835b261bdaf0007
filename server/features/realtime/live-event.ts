import { showId } from '../../platform/ids/index.ts'
import { type Cursor, writeCursor } from './cursor.ts'
import type { LogRow } from './event.sql.ts'
import type { LiveEvent } from './schema.ts'
import { showAggregate, showIds } from './shown.ts'

/** One event of the log and its place in it. */
export interface LogEntry {
  tenantId: string
  at: Cursor
  type: string
  createdAt: Date
  /** Made when the first socket wants it, and once for all. */
  event: () => LiveEvent
}

/** The entries among rows of the log: a row without an event only tells the horizon. */
export function entriesOf(rows: readonly LogRow[]): LogEntry[] {
  return rows.flatMap(row =>
    row.txid === null ? [] : [entryOf(row, { txid: BigInt(row.txid), position: row.position })],
  )
}

function entryOf(row: LogRow, at: Cursor): LogEntry {
  let made: LiveEvent | undefined
  const { tenantId, type, createdAt } = row
  const event = () => {
    made ??= liveEventOf(row, at)
    return made
  }
  return { tenantId, at, type, createdAt, event }
}

function liveEventOf(row: LogRow, at: Cursor): LiveEvent {
  const aggregate = { type: row.aggregateKind, id: showAggregate(row.aggregateKind, row.aggregateId) }
  const actorId = row.actorId && row.actorKind === 'user' ? showId('user', row.actorId) : null
  return {
    id: showId('event', row.id),
    cursor: writeCursor(at),
    type: row.type,
    at: row.createdAt.toISOString(),
    aggregate,
    actor: { kind: row.actorKind, id: actorId },
    // What an event is about stands in its data too, under the name that the API uses.
    data: { [`${row.aggregateKind}Id`]: aggregate.id, ...(showIds(row.data) as Record<string, unknown>) },
  }
}
