import type { Context } from '../../platform/context.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { JobData } from '../../platform/queue/index.ts'
import { linkedProviders, transportFor } from './contract/provider-lookup.ts'
import { giveKept, justProvenChannels, unprovenChannels } from './deliveries/held-deliveries.ts'
import { forgetOldDeliveries } from './deliveries/retention.ts'
import { proveBack, stoppedChannels, watchChannels } from './health/watch.ts'
import { testChannel } from './lifecycle/channel.ts'
import { CHANNEL_JOBS, runSoon } from './lifecycle/channel-jobs.ts'
import { expireClaims } from './lifecycle/claim.ts'
import { selectLinked } from './lifecycle/linked-phone.sql.ts'
import { catchUp, changeLink } from './lifecycle/linked-phone.ts'
import { cleanUpAllRemoved, cleanUpRemoved } from './lifecycle/removal-cleanup.ts'

/** How long messages may be missed when no webhook and no change of state tells us. */
const LOOK_MS = 5 * 60_000
const HOUR_MS = 60 * 60_000
const FAREWELL_MS = 60_000
/** How soon a channel that does not do its work is noticed. */
const HEALTH_MS = 60_000
/** Somebody may have corrected it at the provider without telling us. */
const STOPPED_MS = 10 * 60_000
const PAGE = 500

export function channelJobs(context: Context): void {
  const { queue } = context
  handle(context, 'check', (tenantId, id) => testChannel(context, tenantId, id, { kind: 'system' }))
  handle(context, 'prove', (tenantId, id) => proveBack(context, tenantId, id))
  handle(context, 'link', (tenantId, id) => link(context, tenantId, id))
  handle(context, 'recover', (tenantId, id) => catchUp(context, tenantId, id))
  handle(context, 'give', (tenantId, id) => giveKept(context, tenantId, id))
  handle(context, 'farewell', (tenantId, id) => cleanUpRemoved(context, tenantId, id))
  queue.every('look at linked channels', LOOK_MS, () => lookAtLinked(context, 'silent'))
  queue.every('look after channels', HEALTH_MS, () => watchChannels(context))
  queue.every('test stopped channels', STOPPED_MS, async () => {
    for (const row of await stoppedChannels(context)) runSoon(context, 'check', row)
  })
  queue.every('prove channels', STOPPED_MS, () => proveChannels(context))
  queue.every('undo removed channels', FAREWELL_MS, () => cleanUpAllRemoved(context))
  queue.every('end unproven claims', STOPPED_MS, () => expireClaims(context))
  queue.every('forget old deliveries', HOUR_MS, () => forgetOldDeliveries(context))
  // What came while none of our processes was running is read now, not at the next turn of the schedule.
  queue.handle(WAKE, () => lookAtLinked(context, 'all'))
  queue.wake(WAKE)
}

/** Repeats jobs that were lost or ran too early. */
async function proveChannels(context: Context): Promise<void> {
  for (const row of await unprovenChannels(context)) runSoon(context, 'check', row)
  for (const row of await justProvenChannels(context)) runSoon(context, 'give', row)
}

const WAKE = 'look at linked channels now'

/** A job without a channel only wakes the worker: there is nothing to do; a schedule or a person will ask again. */
function handle(
  context: Context,
  errand: keyof typeof CHANNEL_JOBS,
  work: (tenantId: Uuid, id: Uuid) => Promise<unknown>,
) {
  context.queue.handle(CHANNEL_JOBS[errand], async ({ tenantId, channelId }: JobData) => {
    if (typeof tenantId === 'string' && typeof channelId === 'string') await work(tenantId, channelId)
  })
}

/** Throws when the provider is away, so that the queue tries again, and later the schedule. */
async function link(context: Context, tenantId: Uuid, id: Uuid): Promise<void> {
  const channel = await changeLink(context, tenantId, id, 'start', { kind: 'system' })
  if (channel.status === 'error') throw new Error(`the session of channel ${id} could not be started`)
}

/**
 * Queues one job for each linked phone of every tenant.
 *
 * @param which 'silent' leaves out phones that have just sent something, unless their history has not been read for
 * long
 */
export async function lookAtLinked(context: Context, which: 'all' | 'silent'): Promise<void> {
  let after: Uuid | null = null
  for (;;) {
    const page = selectLinked(linkedProviders(), after, PAGE)
    const rows = await context.db.system('linked phones of all tenants', tx => tx.rows(page))
    for (const row of rows) {
      if (which === 'silent' && !row.stale && (await transportFor(row.provider).linking?.heard(context, row))) continue
      runSoon(context, row.unmade ? 'link' : 'recover', row)
    }
    if (rows.length < PAGE) return
    after = rows.at(-1)!.id
  }
}
