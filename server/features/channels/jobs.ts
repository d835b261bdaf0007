import type { Context } from '../../platform/feature.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { testChannel } from './channel.ts'

const CHECK = 'check channel'

/** Asks the provider about a channel that was just connected, so that it turns connected, or says what is wrong, by itself. */
export function checkSoon({ queue, log }: Context, tenantId: Uuid, channelId: Uuid): void {
  queue
    .add(CHECK, { tenantId, channelId }, { key: channelId })
    .catch(error => log.warn({ err: error, channelId }, 'a new channel is not checked by itself; a person can test it'))
}

export function channelJobs(context: Context): void {
  context.queue.handle(CHECK, async ({ tenantId, channelId }) => {
    // A bare wake-up carries no channel; there is nothing to sweep, because a person can test a channel at any time.
    if (typeof tenantId !== 'string' || typeof channelId !== 'string') return
    await testChannel(context, tenantId, channelId, { kind: 'system' })
  })
}
