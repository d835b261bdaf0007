import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, emit, newEvent, pick } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ChannelState } from '../contract/message.ts'
import { channelLookupOf } from '../deliveries/channel-lookup.ts'
import { CHANNEL_EVENTS } from '../events.ts'
import { runSoon } from './channel-jobs.ts'
import { moveState, type StandingRow, selectStandingForUpdate } from './connection-state.sql.ts'

/** The channel that a state is about. */
export interface ChannelRef {
  tenantId: Uuid
  id: Uuid
}

/**
 * Stores what a provider says about the state of a channel, in the tenant's transaction. The newest by `at` counts,
 * however late or often the others come; a state of a removed channel has no effect. Emits `channel.updated` when
 * people would see a difference.
 *
 * @returns whether anything was new
 */
export async function applyChannelStates(
  context: Context,
  tx: Tx,
  channel: ChannelRef,
  states: readonly ChannelState[],
  actor: Actor = { kind: 'system' },
): Promise<boolean> {
  const newest = states.reduce<ChannelState | undefined>(
    (last, state) => (last && last.at > state.at ? last : state),
    undefined,
  )
  if (!newest) return false
  const before = await tx.maybe(selectStandingForUpdate(channel.id))
  const after = before && (await tx.maybe(moveState(channel.id, newest)))
  if (!after) return false
  if (newest.hearsay) tx.afterCommit(() => runSoon(context, 'check', channel))
  const { before: was, changed } = differences(before, after)
  if (Object.keys(changed).length === 0) return false
  const data = { before: was, changed }
  await emit(tx, [newEvent(CHANNEL_EVENTS['channel.updated'], channel.id, actor, data)])
  tx.afterCommit(() => {
    channelLookupOf(context).changed()
    // Messages that were written while the phone was not linked reached nobody.
    if (changed.status === 'connected' && !newest.hearsay) runSoon(context, 'recover', channel)
  })
  return true
}

const SHOWN = ['status', 'statusReason', 'statusMeaning', 'phoneNumber'] as const

function differences(before: StandingRow, after: StandingRow) {
  const names = SHOWN.filter(name => after[name] !== before[name])
  return {
    before: pick(before, names),
    changed: pick(after, names),
  }
}
