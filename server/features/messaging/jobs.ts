import type { Context } from '../../platform/context.ts'
import { dueWorkOf, watchPending } from '../../platform/pending/index.ts'
import { fillFolds } from '../../platform/text/index.ts'
import { fileHere, flushActivity } from '../channels/index.ts'
import { assignDue } from './assignment/assign.ts'
import { nextDueMs } from './assignment/assignment.sql.ts'
import { ASSIGNMENT_QUEUE } from './assignment/follow.ts'
import { FOLDED_GROUP_NAMES, nextSnoozeMs } from './conversations/conversation.sql.ts'
import { sendReadReceipt } from './conversations/read-receipt.ts'
import { wakeSnoozed } from './conversations/wake-snoozed.ts'
import { intakeWorkerOf } from './inbound/intake-worker.ts'
import { drainIntake } from './inbound/process-deliveries.ts'
import { NOTICE_QUEUE } from './notices/note.ts'
import { nextNoticeMs } from './notices/notice.sql.ts'
import { tellPeople } from './notices/tell.ts'
import { SEND_QUEUE } from './queues.ts'
import { SEND_TABLE } from './sending/begin-attempts.ts'
import { senderOf, sendHere } from './sending/sender-of.ts'
import { askAboutUncertain } from './unknown-sends/ask.ts'
import { UNCERTAIN_TABLE } from './unknown-sends/queue.ts'

const FOLD_MS = 10 * 60_000

/**
 * Processing and sending in this process. For every signal that wakes a worker there is also a regular look for what is
 * due, so losing all jobs loses nothing.
 */
export function messagingJobs(context: Context): void {
  const { queue } = context
  sendHere(context)
  fileHere(context, intakeWorkerOf(context))
  queue.handle('intake', () => drainIntake(context), { concurrency: 2 })
  watchPending(context, 'intake', 'raw_event_pending')
  for (const name of ['intake', SEND_QUEUE, 'ask about uncertain']) context.processes.wakeWhenFreed(name)
  queue.handle(SEND_QUEUE, () => senderOf(context).wake(), { concurrency: 2 })
  watchPending(context, SEND_QUEUE, SEND_TABLE)
  queue.handle('ask about uncertain', () => askAboutUncertain(context))
  watchPending(context, 'ask about uncertain', UNCERTAIN_TABLE)
  queue.handle('wake snoozed', () => wakeSnoozed(context))
  dueWorkOf(context).watch('wake snoozed', nextSnoozeMs)
  queue.handle(ASSIGNMENT_QUEUE, () => assignDue(context))
  dueWorkOf(context).watch(ASSIGNMENT_QUEUE, nextDueMs)
  queue.handle(NOTICE_QUEUE, () => tellPeople(context))
  dueWorkOf(context).watch(NOTICE_QUEUE, nextNoticeMs)
  queue.every('fold names of groups', FOLD_MS, () => fillFolds(context.db, FOLDED_GROUP_NAMES))
  queue.handle('read receipt', data => sendReadReceipt(context, data), { concurrency: 4 })
}

/** Sends until nothing is due and nothing is under way. */
export async function drainSends(context: Context): Promise<void> {
  await senderOf(context).drain()
  await flushActivity(context)
}
