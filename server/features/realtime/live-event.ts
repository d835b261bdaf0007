import { type Cursor, writeCursor } from '../../platform/events/cursor.ts'
import { showEvent } from '../../platform/events/index.ts'
import type { LogRow } from './event.sql.ts'
import type { LiveEvent } from './schema.ts'

/** One event of the log and its place in it. */
export interface LogEntry {
  tenantId: string
  at: Cursor
  type: string
  createdAt: Date
  trace?: string | null | undefined
  /** Made once, when the first socket needs it. */
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
  const { tenantId, type, createdAt, trace } = row
  const event = () => {
    made ??= { ...showEvent(row), cursor: writeCursor(at) }
    return made
  }
  return { tenantId, at, type, createdAt, trace, event }
}
