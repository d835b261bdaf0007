import type { Context } from '../../platform/context.ts'
import type { PendingWorker } from '../../platform/pending/index.ts'
import { sendReadReceipt } from './conversations/read-receipt.ts'
import { wakeSnoozed } from './conversations/wake-snoozed.ts'
import { drainIntake } from './inbound/process-deliveries.ts'
import { onQueuedSends } from './sending/send-signal.ts'
import { createSender } from './sending/sender.ts'
import { askAboutUncertain } from './unknown-sends/ask.ts'

const SWEEP_MS = 2_000
/** Snoozes end at a minute that a person chose. */
const SNOOZE_MS = 10_000

const senders = new Map<Context, PendingWorker>()
const listening = new Map<Context, () => void>()

/** Processing and sending in this process. What is woken is swept, too: losing every job loses nothing. */
export function messagingJobs(context: Context): void {
  const { queue } = context
  queue.handle('intake', () => drainIntake(context), { concurrency: 2 })
  queue.every('sweep intake', SWEEP_MS, async () => queue.wake('intake'))
  queue.handle('send', () => senderOf(context).wake(), { concurrency: 2 })
  queue.every('sweep sends', SWEEP_MS, async () => queue.wake('send'))
  queue.handle('ask about uncertain', () => askAboutUncertain(context))
  queue.every('sweep uncertain', SWEEP_MS, async () => queue.wake('ask about uncertain'))
  queue.handle('wake snoozed', () => wakeSnoozed(context))
  queue.every('end snoozes', SNOOZE_MS, async () => queue.wake('wake snoozed'))
  queue.handle('read receipt', data => sendReadReceipt(context, data), { concurrency: 4 })
}

/** Lets commits that queue a message wake the senders, wherever they run; in every process. */
export function wakeOnQueuedSends(context: Context): void {
  if (!listening.has(context))
    listening.set(
      context,
      onQueuedSends(() => context.queue.wake('send')),
    )
}

/** Sends until nothing is due and nothing is under way. */
export const drainSends = (context: Context): Promise<void> => senderOf(context).drain()

function senderOf(context: Context): PendingWorker {
  const sender = senders.get(context) ?? createSender(context)
  senders.set(context, sender)
  return sender
}

/** Takes no new work and waits for calls that are under way. */
export async function closeMessaging(): Promise<void> {
  for (const stop of listening.values()) stop()
  listening.clear()
  const open = [...senders.values()]
  senders.clear()
  await Promise.all(open.map(sender => sender.close()))
}
