import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { boundOf } from '../../tenancy/index.ts'
import { deleteOldEvents, selectNextTenant } from './retention.sql.ts'

const PAGE = 500
/** Of one business in one run, so that a large rest does not keep the worker; the next run goes on. */
const MOST_PAGES = 100
const OF_ALL = 'old events are removed by the server, business by business'

/** Deletes the events that a business's plan does not keep any more. */
export async function forgetOldEvents(context: Pick<Context, 'db'>): Promise<void> {
  let tenantId: Uuid | null = null
  for (;;) {
    const next = selectNextTenant(tenantId)
    const found: { tenantId: Uuid } | undefined = await context.db.system(OF_ALL, tx => tx.maybe(next))
    if (!found) return
    tenantId = found.tenantId
    await forgetOf(context, tenantId)
  }
}

async function forgetOf({ db }: Pick<Context, 'db'>, tenantId: Uuid): Promise<void> {
  const { limit: days } = await db.tenant(tenantId, tx => boundOf(tx, 'event_days'))
  let after: Uuid | null = null
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = deleteOldEvents(tenantId, days, after, PAGE)
    const { looked, last } = await db.system(OF_ALL, tx => tx.one(page), { plans: 'once' })
    if (looked < PAGE) return
    after = last
  }
}
