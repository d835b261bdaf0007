import type { Tx } from '../../../platform/db/index.ts'
import type { StoredEvent } from '../../../platform/events/index.ts'
import type { CHANNEL_EVENTS } from '../../channels/index.ts'
import type { IDENTITY_EVENTS } from '../../identity/index.ts'
import { getTenant, type TENANCY_EVENTS } from '../../tenancy/index.ts'
import { emptyQueue, fillQueue } from './assignment.sql.ts'
import { lookSoon, somebodyCame } from './follow.ts'

/** When automatic assignment is switched on, so many of those who wait already come into the queue, the longest waits first. */
const MOST_AT_START = 5_000

type TenantUpdated = StoredEvent<(typeof TENANCY_EVENTS)['tenant.updated']>

/** Automatic assignment was switched on or off, or its rules changed. */
export async function applySettings(tx: Tx, { data }: TenantUpdated): Promise<void> {
  const after = data.changed.settings?.assignment
  const before = data.before.settings?.assignment
  if (!after || JSON.stringify(after) === JSON.stringify(before)) return
  const { assignment } = (await getTenant(tx)).settings
  if (assignment.mode === 'off') {
    await tx.run(emptyQueue())
    return
  }
  if (before?.mode === 'off') await tx.run(fillQueue(MOST_AT_START))
  await lookSoon(tx)
}

type ChannelUpdated = StoredEvent<(typeof CHANNEL_EVENTS)['channel.updated']>

/** Conversations of a channel may need something else now. */
export const applyChannel = async (tx: Tx, { data }: ChannelUpdated): Promise<void> => {
  if (data.changed.skills) await somebodyCame(tx)
}

type MemberUpdated = StoredEvent<(typeof IDENTITY_EVENTS)['member.updated']>

/** Somebody can take on more, or something else. */
export const applyMember = (tx: Tx, _: MemberUpdated): Promise<void> => somebodyCame(tx)
