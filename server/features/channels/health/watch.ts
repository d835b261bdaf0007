import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { countPart } from '../../../platform/pending/index.ts'
import { rehearsalProviders, transportFor } from '../contract/provider-lookup.ts'
import { openChannel } from '../lifecycle/channel.ts'
import { runSoon } from '../lifecycle/channel-jobs.ts'
import { selectStopped } from './degradation.sql.ts'
import { degradeChannel, recoverChannel } from './degradation.ts'
import { degradationOf } from './rule.ts'
import { type EvidenceRow, forgetHours, selectEvidence } from './watch.sql.ts'

const PAGE = 500

/**
 * Checks the evidence about every connected channel of all tenants. A channel that takes no messages, brings no
 * reports, or has fallen silent is shown as degraded with an alarm, until its traffic proves that it works.
 */
export async function watchChannels(context: Context): Promise<void> {
  for (let after: Uuid | null = null; ; ) {
    const page: EvidenceRow[] = await context.db.system('channels of all tenants are looked after together', tx =>
      tx.rows(selectEvidence(rehearsalProviders(), after, PAGE)),
    )
    for (const row of page) await look(context, row)
    if (page.length < PAGE) break
    after = page.at(-1)!.channelId
  }
  await context.db.system('hours of all tenants are forgotten together', tx => tx.run(forgetHours()))
}

async function look(context: Context, row: EvidenceRow): Promise<void> {
  const trouble = degradationOf(row)
  const { degradedBy, tenantId } = row
  // The breaker knows more about its own trouble than the hours show, as long as there is anything to send.
  if (degradedBy === 'breaker')
    return row.degradedLong ? runSoon(context, 'prove', { tenantId, id: row.channelId }) : undefined
  // The provider knows more about its own restriction than the traffic shows, and says when it ends.
  if (degradedBy === 'provider' && !row.degradedOver) return
  const over = degradedBy !== null && degradedBy !== trouble?.by
  if (!over && (degradedBy !== null || !trouble)) return
  await context.db.tenant(tenantId, async tx => {
    if (over) await recoverChannel(context, tx, row, degradedBy)
    if (trouble) await degradeChannel(context, tx, row, trouble.by, trouble)
  })
}

/** Stopped channels, which somebody may have corrected at the provider without telling us. */
export const stoppedChannels = ({ db }: Context): Promise<Array<{ tenantId: Uuid; id: Uuid }>> =>
  db.system('stopped channels of all tenants are tested again', tx => tx.rows(selectStopped(100)))

/**
 * Ends a breaker's trouble on a channel that has nothing to send: no call can show that its provider is back, and the
 * process that noticed the trouble may have ended. So the provider is asked.
 */
export async function proveBack(context: Context, tenantId: Uuid, channelId: Uuid): Promise<void> {
  const where = { tenantId, channelId }
  const idle = await context.db.tenant(tenantId, async tx => {
    const { count } = await tx.one(countPart('send_pending', channelId))
    return count === 0 ? await openChannel(context, tx, channelId) : undefined
  })
  if (!idle) return
  const { channel, credentials } = idle
  const { ok } = await transportFor(channel.provider).check(context, channel, credentials)
  if (ok) await context.db.tenant(tenantId, tx => recoverChannel(context, tx, where, 'breaker'))
}
