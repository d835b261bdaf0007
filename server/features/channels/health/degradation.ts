import type { Context } from '../../../platform/context.ts'
import type { Statement, Tx } from '../../../platform/db/index.ts'
import { emit, type NewEvent, newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { StatusCause } from '../contract/meaning.ts'
import { channelLookupOf } from '../deliveries/channel-lookup.ts'
import { CHANNEL_EVENTS } from '../events.ts'
import { type ChangedRow, degrade, type NoticedBy, type RefusedBy, recover, stop } from './degradation.sql.ts'

/** The channel whose trouble begins or ends. */
interface Where {
  tenantId: Uuid
  channelId: Uuid
}

const SYSTEM = { kind: 'system' } as const
const causeOf = ({ reason, meaning }: StatusCause): StatusCause => ({ reason, meaning })

/**
 * Shows a working channel as degraded, with the reason for people; emits `channel.degraded`. Does nothing when it was
 * degraded already.
 */
export async function degradeChannel(context: Context, tx: Tx, where: Where, by: NoticedBy, cause: StatusCause) {
  const event = newEvent(CHANNEL_EVENTS['channel.degraded'], where.channelId, SYSTEM, { by, ...causeOf(cause) })
  await change(context, tx, where, degrade(where.channelId, by, cause), event)
}

/** Ends a trouble when the one that noticed it says so; emits `channel.recovered`. */
export async function recoverChannel(context: Context, tx: Tx, where: Where, by: NoticedBy): Promise<void> {
  const event = newEvent(CHANNEL_EVENTS['channel.recovered'], where.channelId, SYSTEM, { by })
  await change(context, tx, where, recover(where.channelId, by), event)
}

/**
 * Stops sending on a channel whose credentials, permission, billing or policy were refused: queued messages wait until
 * the provider confirms the channel again. Emits `channel.stopped`. Does nothing when the cause was corrected in the
 * meantime: see `RefusedBy`.
 */
export async function stopChannel(
  context: Context,
  tx: Tx,
  where: Where,
  cause: StatusCause,
  by: RefusedBy,
): Promise<void> {
  const event = newEvent(CHANNEL_EVENTS['channel.stopped'], where.channelId, SYSTEM, causeOf(cause))
  await change(context, tx, where, stop(where.channelId, cause, by), event)
}

async function change(
  context: Context,
  tx: Tx,
  { tenantId, channelId }: Where,
  statement: Statement<ChangedRow>,
  event: NewEvent,
): Promise<void> {
  const changed = await tx.maybe(statement)
  if (!changed) return
  await emit(tx, [event])
  const { type } = event.definition
  tx.afterCommit(() => {
    const good = type === 'channel.recovered'
    context.metrics
      .counter('channel_troubles_total', 'Changes of channels between working and not', ['event', 'provider'])
      .inc({ event: type, provider: changed.provider })
    const say = { tenantId, channelId, provider: changed.provider, ...event.data }
    if (good) context.log.info(say, 'a channel works again')
    else context.log.error(say, 'a channel does not do its work')
    channelLookupOf(context).changed()
  })
}
