import type { DeliveryStatus } from '../../channels/index.ts'

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
  /** What else the provider said of it. */
  others?: Array<Omit<MessageError, 'others'>> | undefined
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

type ReportedWord = 'sent' | 'delivered' | 'read' | 'failed'

/** A provider may report only these; the others are our own. Who listened to a voice note has read it. */
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

/** How far what the business wrote on another device had got, as it is filed; nothing of ours will send it. */
export const filedStatus = (told: DeliveryStatus | 'pending' = 'sent'): MessageStatus =>
  told === 'pending' ? 'sending' : (REPORTED[told] ?? 'sent')

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
    const word = Object.hasOwn(REPORTED, report.status) ? REPORTED[report.status] : undefined
    if (!word || !advances(status, word)) continue
    status = word
    moves.push({ ...report, status: word })
  }
  return { status, moves }
}
