import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** Jobs about one channel. When one is lost, a schedule or a person starts it again. */
export const CHANNEL_JOBS = {
  /** Ask the provider whether the channel works. */
  check: 'check channel',
  /** Create the session of a linked phone and start it. */
  link: 'link channel',
  /** Ask for the state of a linked phone, and read what was missed. */
  recover: 'recover channel',
  /** Ask whether the provider of a degraded channel is back. */
  prove: 'prove channel',
  /** Give a proven number the deliveries that were held for it. */
  give: 'give channel its deliveries',
  /** Undo what a removed channel left at the provider. */
  farewell: 'unlink channel',
} as const

type Errand = keyof typeof CHANNEL_JOBS

/**
 * Queues a job about a channel; one that waits already is enough. When the queue is away, that is logged and the caller
 * does not fail.
 */
export function runSoon(
  { queue, log }: Context,
  errand: Errand,
  channel: { tenantId: Uuid; id: Uuid },
  delayMs = 0,
): void {
  const data = { tenantId: channel.tenantId, channelId: channel.id }
  queue
    .add(CHANNEL_JOBS[errand], data, { key: `${errand} ${channel.id}`, delayMs })
    .catch(error => log.warn({ err: error, channelId: channel.id, errand }, 'an errand for a channel was not queued'))
}
