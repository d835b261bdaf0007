import type { Context } from '../../platform/feature.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { JobData } from '../../platform/queue/index.ts'
import { openChannel, transportFor } from '../channels/index.ts'
import { selectLastInbound } from './message.sql.ts'

const CALL_MS = 10_000

/** Tells the customer that the newest message was read, where the channel can say so. Best effort: a lost one is no loss. */
export async function sendReadReceipt(context: Context, data: JobData): Promise<void> {
  const { tenantId, conversationId } = data as { tenantId: Uuid; conversationId: Uuid }
  const found = await context.db.tenant(tenantId, async tx => {
    const last = await tx.maybe(selectLastInbound(conversationId))
    return last ? { last, ...(await openChannel(context, tx, last.channelId)) } : undefined
  })
  if (!found) return
  const { last, channel, credentials } = found
  const transport = transportFor(channel.provider)
  await transport.markRead?.(context, channel, credentials, last.providerMessageId, {}, AbortSignal.timeout(CALL_MS))
}
