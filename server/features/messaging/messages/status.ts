export const MESSAGE_STATUSES = [
  'received',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
] as const
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

/** Why a message did not arrive, as people are told. */
export interface MessageError {
  code: string | number
  title: string
  text: string
}

/**
 * How far a message is; the same ranks as `status_rank` in the database, which has the last word. `failed`
 * stands below `delivered`, so that whatever order statuses come in, the end is the same.
 */
const RANKS: Partial<Record<string, number>> = {
  queued: 0,
  sending: 1,
  unknown: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
}

/** Whether a status moves a message on. A provider's word that we do not know never does. */
export function advances(from: string, to: string): to is MessageStatus {
  const [before, after] = [RANKS[from], RANKS[to]]
  return before !== undefined && after !== undefined && after > before
}

/** A provider may report only these; the others are our own. */
const REPORTED = new Set<string>(['sent', 'delivered', 'read', 'failed'])
const isReported = <R extends ReportedStatus>(report: R): report is Moving<R> => REPORTED.has(report.status)

type Moving<R> = R & { status: 'sent' | 'delivered' | 'read' | 'failed' }

export interface ReportedStatus {
  status: string
}

/**
 * Walks one message through the statuses in the order they came.
 *
 * @returns where it ends, and those that moved it
 */
export function walk<R extends ReportedStatus>(
  from: string,
  reports: readonly R[],
): { status: string; moves: Moving<R>[] } {
  let status = from
  const moves: Moving<R>[] = []
  for (const report of reports) {
    if (!isReported(report) || !advances(status, report.status)) continue
    status = report.status
    moves.push(report)
  }
  return { status, moves }
}
