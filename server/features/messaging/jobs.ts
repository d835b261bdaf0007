import type { Context } from '../../platform/context.ts'
import { fillFolds } from '../../platform/text/index.ts'
import { fileHere, flushActivity } from '../channels/index.ts'
import { FOLDED_GROUP_NAMES } from './conversations/conversation.sql.ts'
import { sendReadReceipt } from './conversations/read-receipt.ts'
import { wakeSnoozed } from './conversations/wake-snoozed.ts'
import { intakeWorkerOf } from './inbound/intake-worker.ts'
import { drainIntake } from './inbound/process-deliveries.ts'
import { SEND_QUEUE } from './queues.ts'
import { senderOf, sendHere } from './sending/sender-of.ts'
import { askAboutUncertain } from './unknown-sends/ask.ts'

const SWEEP_MS = 2_000
/** Snoozes end at a minute that a person chose. */
const SNOOZE_MS = 10_000
const FOLD_MS = 60_000

/**
 * Processing and sending in this process. For every signal that wakes a worker there is also a regular sweep, so losing
 * all jobs loses nothing.
 */
export function messagingJobs(context: Context): void {
  const { queue } = context
  sendHere(context)
  fileHere(context, intakeWorkerOf(context))
  queue.handle('intake', () => drainIntake(context), { concurrency: 2 })
  queue.every('sweep intake', SWEEP_MS, async () => queue.wake('intake'))
  queue.handle(SEND_QUEUE, () => senderOf(context).wake(), { concurrency: 2 })
  queue.every('sweep sends', SWEEP_MS, async () => queue.wake(SEND_QUEUE))
  queue.handle('ask about uncertain', () => askAboutUncertain(context))
  queue.every('sweep uncertain', SWEEP_MS, async () => queue.wake('ask about uncertain'))
  queue.handle('wake snoozed', () => wakeSnoozed(context))
  queue.every('end snoozes', SNOOZE_MS, async () => queue.wake('wake snoozed'))
  queue.every('fold names of groups', FOLD_MS, () => fillFolds(context.db, FOLDED_GROUP_NAMES))
  queue.handle('read receipt', data => sendReadReceipt(context, data), { concurrency: 4 })
}

/** Sends until nothing is due and nothing is under way. */
export async function drainSends(context: Context): Promise<void> {
  await senderOf(context).drain()
  await flushActivity(context)
}
