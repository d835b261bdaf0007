import type { Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { QueuedRow } from './queue-message.sql.ts'
import type { SendingConversation } from './sending-conversation.ts'

/** The first of the messages that are being queued in a conversation where nothing waits. */
export interface StartCandidate {
  conversation: SendingConversation
  row: QueuedRow
}

/** The messages queued in one conversation: the first is `sending` from the commit on, the others wait behind it. */
export interface StartedSend {
  tenantId: Uuid
  conversation: SendingConversation
  rows: readonly QueuedRow[]
  /** Of the lane's lease, which the sender holds. */
  fence: number
}

/** Messages that may leave with the commit of their transaction. */
export interface SendPermit {
  ids: ReadonlySet<Uuid>
  /** Makes the calls; after the commit. */
  start(sends: readonly StartedSend[]): void
}

/**
 * The sender of this process, as far as queueing knows it. What may leave at once is committed as `sending` by the
 * transaction that queues it: the rule that this is committed before a socket opens holds, and a claim and a commit
 * are saved.
 */
export interface SendStarter {
  /** Takes a token for each message that may leave at once; undefined when none may. */
  choose(tx: Tx, candidates: readonly StartCandidate[]): Promise<SendPermit | undefined>
}
