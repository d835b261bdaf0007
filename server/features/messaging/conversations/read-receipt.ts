import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { JobData } from '../../../platform/queue/index.ts'
import { type OutboundMessage, openChannel, transportFor } from '../../channels/index.ts'
import { selectLastInbound } from '../messages/message.sql.ts'
import { getConversation } from './conversation.ts'
import { readConversation } from './reader.ts'
import type { Reader } from './unread-counts.ts'

const CALL_MS = 10_000

/** Marks everything as read for this person; a job then tells the customer. Throws NOT_FOUND. */
export async function markConversationRead(
  context: Context,
  tenantId: Uuid,
  conversationId: Uuid,
  reader: Reader,
): Promise<void> {
  await context.db.tenant(tenantId, tx => readInTx(context, tx, conversationId, reader))
}

/** The same within a transaction; the job is queued after its commit. */
export async function readInTx(context: Context, tx: Tx, conversationId: Uuid, reader: Reader): Promise<void> {
  if (!(await readConversation(tx, conversationId, reader))) return
  const { tenantId } = tx
  tx.afterCommit(() => {
    context.queue
      .add('read receipt', { tenantId, conversationId }, { key: `read ${conversationId}` })
      .catch(error => context.log.warn({ err: error, tenantId }, 'a read receipt was not queued'))
  })
}

/**
 * Tells the customer that the newest message was read, on channels that can do so. Best effort: nothing depends on it.
 */
export async function sendReadReceipt(context: Context, data: JobData): Promise<void> {
  const { tenantId, conversationId } = data as { tenantId: Uuid; conversationId: Uuid }
  const found = await context.db.tenant(tenantId, async tx => {
    const last = await tx.maybe(selectLastInbound(conversationId))
    if (!last) return undefined
    const { address, addressKind } = await getConversation(tx, conversationId)
    const to = { kind: addressKind as OutboundMessage['to']['kind'], value: address }
    return { last, to, ...(await openChannel(context, tx, last.channelId)) }
  })
  if (!found) return
  const { last, to, channel, credentials } = found
  const transport = transportFor(channel.provider)
  await transport.markRead?.(
    context,
    channel,
    credentials,
    last.providerMessageId,
    { to },
    AbortSignal.timeout(CALL_MS),
  )
}
