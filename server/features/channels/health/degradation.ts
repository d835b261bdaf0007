import type { Context } from '../../../platform/context.ts'
import type { Statement, Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { channelLookupOf } from '../deliveries/channel-lookup.ts'
import { type ChangedRow, degrade, type NoticedBy, type RefusedBy, recover, stop } from './degradation.sql.ts'

/** The channel that is in trouble, or out of it. */
interface Where {
  tenantId: Uuid
  channelId: Uuid
}

/** Shows a working channel as impaired, with the reason for people; event `channel.degraded`. Nothing when it was already. */
export async function degradeChannel(context: Context, tx: Tx, where: Where, by: NoticedBy, reason: string) {
  await change(context, tx, where, degrade(where.channelId, by, reason), 'channel.degraded', { by, reason })
}

/** Takes back what the same one noticed; event `channel.recovered`. */
export async function recoverChannel(context: Context, tx: Tx, where: Where, by: NoticedBy): Promise<void> {
  await change(context, tx, where, recover(where.channelId, by), 'channel.recovered', { by })
}

/**
 * Stops sending by a channel whose credentials, permission, billing or policy were refused: what is queued waits until the
 * provider confirms the channel again. Event `channel.stopped`. Nothing when that was put right meanwhile: see `RefusedBy`.
 */
export async function stopChannel(
  context: Context,
  tx: Tx,
  where: Where,
  reason: string,
  by: RefusedBy,
): Promise<void> {
  await change(context, tx, where, stop(where.channelId, reason, by), 'channel.stopped', { reason })
}

async function change(
  context: Context,
  tx: Tx,
  { tenantId, channelId }: Where,
  statement: Statement<ChangedRow>,
  type: string,
  data: Record<string, unknown>,
): Promise<void> {
  const changed = await tx.maybe(statement)
  if (!changed) return
  const actor = { kind: 'system' as const }
  await emit(tx, [{ type, aggregateKind: 'channel', aggregateId: channelId, actor, data }])
  tx.afterCommit(() => {
    const good = type === 'channel.recovered'
    context.metrics
      .counter('channel_troubles_total', 'Changes of channels between working and not', ['event', 'provider'])
      .inc({ event: type, provider: changed.provider })
    const say = { tenantId, channelId, provider: changed.provider, ...data }
    if (good) context.log.info(say, 'a channel works again')
    else context.log.error(say, 'a channel does not do its work')
    channelLookupOf(context).changed()
  })
}
