import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** Jobs about one channel. Each is done again by a schedule or by a person when it is lost. */
export const CHANNEL_JOBS = {
  /** Ask the provider whether the channel works. */
  check: 'check channel',
  /** Make the session of a linked phone and start it. */
  link: 'link channel',
  /** Ask how a linked phone stands, and read what was missed. */
  recover: 'recover channel',
  /** Ask whether the provider of an impaired channel is back. */
  prove: 'prove channel',
  /** Give a number that was proven what was kept aside for it. */
  give: 'give channel its deliveries',
  /** Undo at the provider what a removed channel left there. */
  farewell: 'unlink channel',
} as const

type Errand = keyof typeof CHANNEL_JOBS

/** Queues an errand; one that waits already is enough. A queue that is away is logged and is no failure of the caller. */
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
