import type { PendingTable } from './claim.ts'

/** Tables whose rows go to the dead letters. A webhook that is given up stands among its endpoint's attempts, to be replayed. */
export type BuriedTable = Exclude<PendingTable, 'webhook_delivery'>

/** The kinds of dead letters, as the API names them. */
export const DEAD_LETTER_KINDS = {
  raw_event_pending: 'raw_event',
  event_pending: 'event',
  send_pending: 'send',
  media_pending: 'media',
  uncertain_pending: 'uncertain_send',
  long_job_pending: 'long_job',
} as const satisfies Record<BuriedTable, string>
export type DeadLetterKind = (typeof DEAD_LETTER_KINDS)[BuriedTable]
