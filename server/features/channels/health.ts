import type { Context } from '../../platform/feature.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { type EvidenceRow, forgetHours, selectEvidence } from './health.sql.ts'
import { troubleOf } from './health-rule.ts'
import { selectStopped } from './trouble.sql.ts'
import { degradeChannel, recoverChannel } from './trouble.ts'

const PAGE = 500

/**
 * Looks at what is proven about every connected channel, of all tenants: one that takes no messages, brings no reports, or has
 * fallen silent is shown as impaired and alarmed, and taken back when its traffic proves it.
 */
export async function lookAfterChannels(context: Context): Promise<void> {
  for (let after: Uuid | null = null; ; ) {
    const page: EvidenceRow[] = await context.db.system('channels of all tenants are looked after together', tx =>
      tx.rows(selectEvidence(after, PAGE)),
    )
    for (const row of page) await look(context, row)
    if (page.length < PAGE) break
    after = page.at(-1)!.channelId
  }
  await context.db.system('hours of all tenants are forgotten together', tx => tx.run(forgetHours()))
}

async function look(context: Context, row: EvidenceRow): Promise<void> {
  const trouble = troubleOf(row)
  const { degradedBy, tenantId } = row
  // The breaker sees more of its own than hours do.
  if (degradedBy === 'breaker') return
  const over = degradedBy !== null && degradedBy !== trouble?.by
  if (!over && (degradedBy !== null || !trouble)) return
  await context.db.tenant(tenantId, async tx => {
    if (over) await recoverChannel(context, tx, row, degradedBy)
    if (trouble) await degradeChannel(context, tx, row, trouble.by, trouble.reason)
  })
}

/** Channels that were stopped, and may have been put right at the provider without a word to us. */
export const stoppedChannels = ({ db }: Context): Promise<Array<{ tenantId: Uuid; id: Uuid }>> =>
  db.system('stopped channels of all tenants are tested again', tx => tx.rows(selectStopped(100)))
