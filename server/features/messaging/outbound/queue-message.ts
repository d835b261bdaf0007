import type { Tx } from '../../../platform/db/index.ts'
import type { MessageDraft } from './message-draft.ts'
import { openOutbox, type QueuedMessage } from './outbox.ts'
import type { SendStarter } from './send-starter.ts'

/**
 * Queues one message: writes its row, first attempt, row of work and event in the caller's transaction; the senders are
 * woken on commit. Every author uses this function or an outbox, so the tenant's state, the channel, the window, the
 * customer's consent and the plan's limit are checked for all alike, in this order. A message for a conversation that
 * was merged is sent in the one that replaced it, because the window is there and the answer will come there. Every
 * message counts once against the plan, when it is queued, whatever happens later. Only messages on a simulator and
 * confirmations of an opt-out or opt-in do not count.
 *
 * A refusal writes nothing: the caller may go on with its transaction.
 *
 * @throws NOT_FOUND, and what `Outbox.add` throws
 */
export async function queueMessage(tx: Tx, draft: MessageDraft, starter?: SendStarter): Promise<QueuedMessage> {
  const outbox = await openOutbox(tx, [draft.conversationId], starter)
  const queued = await outbox.add(draft)
  await outbox.write()
  return queued
}
