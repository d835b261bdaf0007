import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { deleteOldRawEvents } from './retention.sql.ts'

const PAGE = 500
/** Of one run, so that a large rest does not keep the worker; the next run goes on. */
const MOST_PAGES = 200

/** Deletes deliveries that are older than the operator keeps them. */
export async function forgetOldDeliveries({ db, config }: Pick<Context, 'db' | 'config'>): Promise<void> {
  let after: Uuid | null = null
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = deleteOldRawEvents(config.rawEventDays, after, PAGE)
    const { looked, last } = await db.system('old deliveries of all tenants are removed together', tx => tx.one(page))
    if (looked < PAGE) return
    after = last
  }
}
