import type { DeliveryStatus, Meaning } from '../../channels/index.ts'

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

/** Why a message did not arrive, in the words for people. */
export interface MessageError {
  code: string | number
  /** Absent in errors that were stored before there were meanings. */
  meaning?: Meaning
  title: string
  text: string
  /** The other errors that the provider told. */
  others?: Array<Omit<MessageError, 'others'>> | undefined
}

/**
 * The order of statuses; the same ranks as `status_rank` in the database, which decides. `failed` stands below
 * `delivered`, so that the end is the same in whatever order statuses come.
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

/** Whether a status moves a message forward. A provider's status that we do not know never does. */
export function advances(from: string, to: string): to is MessageStatus {
  const [before, after] = [RANKS[from], RANKS[to]]
  return before !== undefined && after !== undefined && after > before
}

type ReportedWord = 'sent' | 'delivered' | 'read' | 'failed'

/** Only these can come from a provider; the others are our own. A person who listened to a voice note has read it. */
const REPORTED: Record<string, ReportedWord> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
}

type Moving<R> = Omit<R, 'status'> & { status: ReportedWord }

export interface ReportedStatus {
  status: string
}

/** The status under which a message from another device of the business is stored; we will never send it. */
export const filedStatus = (told: DeliveryStatus | 'pending' = 'sent'): MessageStatus =>
  told === 'pending' ? 'sending' : (REPORTED[told] ?? 'sent')

/**
 * Applies statuses to one message in the order they came.
 *
 * @returns the final status, and the statuses that moved it
 */
export function walk<R extends ReportedStatus>(
  from: string,
  reports: readonly R[],
): { status: string; moves: Moving<R>[] } {
  let status = from
  const moves: Moving<R>[] = []
  for (const report of reports) {
    const word = Object.hasOwn(REPORTED, report.status) ? REPORTED[report.status] : undefined
    if (!word || !advances(status, word)) continue
    status = word
    moves.push({ ...report, status: word })
  }
  return { status, moves }
}
