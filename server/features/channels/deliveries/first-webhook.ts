import type { Context } from '../../../platform/context.ts'
import { emit, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { perContext } from '../../../platform/services.ts'
import type { Destination } from '../contract/delivery.ts'
import { CHANNEL_EVENTS } from '../events.ts'
import { noteWebhook } from './first-webhook.sql.ts'

/** Channels that this process has noted, so that its cache of channels can stay as it is. */
const notedOf = perContext((_: Context) => new Set<Uuid>())

/**
 * Notes that the provider reaches a channel's webhook: a handshake or a signed delivery came. It is written once for
 * each channel; a failure must not fail a delivery that is stored already. Emits `channel.updated`, for the screen that
 * waits.
 */
export async function noteFirstWebhook(
  context: Context,
  channels: ReadonlyArray<(Destination & { heard: boolean }) | undefined>,
): Promise<void> {
  const known = notedOf(context)
  for (const channel of channels) {
    if (!channel || channel.heard || known.has(channel.channelId)) continue
    const { channelId } = channel
    known.add(channelId)
    try {
      await note(context, channel)
    } catch (error) {
      known.delete(channelId)
      context.log.warn({ err: error, channelId }, 'the first webhook of a channel was not noted; the next one will be')
    }
  }
}

const note = (context: Context, { tenantId, channelId }: Destination) =>
  context.db.tenant(tenantId, async tx => {
    if (!(await tx.maybe(noteWebhook(channelId)))) return
    const data = { before: { receiving: false }, changed: { receiving: true } }
    const actor = { kind: 'system' as const }
    await emit(tx, [newEvent(CHANNEL_EVENTS['channel.updated'], channelId, actor, data)])
  })
