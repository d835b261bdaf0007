import type { Context } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Actor } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ChannelState } from '../contract/message.ts'
import { transportFor } from '../contract/provider-lookup.ts'
import type { Credentials, LinkCode, Linking } from '../contract/transport.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import type { Channel } from './channel.sql.ts'
import { getChannel, openChannel } from './channel.ts'
import { applyChannelStates } from './connection-state.ts'
import { moveRecoveredTo, selectRecoveredTo } from './linked-phone.sql.ts'

interface Linked {
  linking: Linking
  channel: Channel
  credentials: Credentials
}

/** A channel that is a linked phone. Throws NOT_FOUND, or CHANNEL_NOT_LINKED_BY_PHONE for all others. */
async function openLinked(context: Context, tenantId: Uuid, id: Uuid): Promise<Linked> {
  return context.db.tenant(tenantId, async tx => {
    const { linking } = transportFor((await getChannel(tx, id)).provider)
    if (!linking) throw new AppError(CHANNEL_ERRORS.CHANNEL_NOT_LINKED_BY_PHONE)
    return { linking, ...(await openChannel(context, tx, id)) }
  })
}

export type LinkChange = 'start' | 'stop' | 'logout'

/** Starts, stops or unlinks a phone, and stores the state that the provider then tells. Throws as `openLinked`. */
export async function changeLink(
  context: Context,
  tenantId: Uuid,
  id: Uuid,
  change: LinkChange,
  actor: Actor,
): Promise<Channel> {
  const { linking, channel, credentials } = await openLinked(context, tenantId, id)
  const state = await linking[change](context, channel, credentials)
  return context.db.tenant(tenantId, async tx => {
    await applyChannelStates(context, tx, channel, [state], actor)
    return getChannel(tx, id)
  })
}

/** The code to scan now. Throws as `openLinked`. */
export async function readLinkCode(context: Context, tenantId: Uuid, id: Uuid): Promise<LinkCode> {
  const { linking, channel, credentials } = await openLinked(context, tenantId, id)
  return linking.code(context, channel, credentials)
}

/** The code to type on the phone. Throws as `openLinked`, and LINK_CODE_REFUSED. */
export async function askPairingCode(context: Context, tenantId: Uuid, id: Uuid, phoneNumber: string): Promise<string> {
  const { linking, channel, credentials } = await openLinked(context, tenantId, id)
  return linking.pairingCode(context, channel, credentials, phoneNumber)
}

/** Messages that arrive while a history is read must not be lost between two readings. */
const OVERLAP_MS = 60_000

/**
 * Asks for the state of a linked phone and, when it is linked, reads what the provider has and this program may have
 * missed. Reading something twice has no second effect. @returns the state, and how many deliveries were stored
 */
export async function catchUp(
  context: Context,
  tenantId: Uuid,
  id: Uuid,
): Promise<{ state: ChannelState; stored: number }> {
  const { linking, channel, credentials } = await openLinked(context, tenantId, id)
  const state = await linking.state(context, channel, credentials)
  const since = await context.db.tenant(tenantId, async tx => {
    await applyChannelStates(context, tx, channel, [state])
    return tx.maybe(selectRecoveredTo(id))
  })
  if (state.status !== 'connected' || !since) return { state, stored: 0 }
  const from = new Date(since.since.getTime() - OVERLAP_MS)
  const { stored, until } = await linking.recover(context, channel, credentials, from)
  await context.db.tenant(tenantId, tx => tx.run(moveRecoveredTo(id, until)))
  if (stored > 0) context.log.info({ tenantId, channelId: id, stored }, 'read what may have been missed of a channel')
  return { state, stored }
}
