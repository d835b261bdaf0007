import type { Context } from '../../../../platform/context.ts'
import { sql, uuids } from '../../../../platform/db/index.ts'
import type { Uuid } from '../../../../platform/ids/index.ts'
import {
  type Claim,
  claim,
  createPendingWorker,
  holdWhile,
  type PendingWorker,
} from '../../../../platform/pending/index.ts'
import { fetchOne, MEDIA_LEASE_SECONDS, MEDIA_TABLE } from './fetch.ts'

/**
 * Files that one process fetches at once, in all and for one tenant, so that a tenant with many large files leaves room
 * for the others.
 */
const PLACES = 12
const PER_TENANT = 4
/**
 * The last places are for tenants that have none, one place each: a few tenants whose sources hang do not hold back all
 * others.
 */
const RESERVE = 4

/** The fetching of one process. When it closes, unfinished fetches are stopped and given back. */
export const createFetcher = (context: Context): PendingWorker<Claim> =>
  createPendingWorker<Claim>({
    claim: active =>
      claimFiles(
        context,
        active.map(row => row.tenantId),
      ),
    run: (row, stop) => fetchHeld(context, row, stop).finally(() => context.queue.noteWork()),
    onError: (error, row) => context.log.error({ err: error, mediaId: row?.id }, 'a file was left to its lease'),
  })

/**
 * Decides what the next claim may take. Pure.
 *
 * @param taken the tenant of each file that is being fetched
 */
export function allotFiles(taken: readonly Uuid[]): { limit: number; perTenant: number; busy: Uuid[] } {
  const free = PLACES - taken.length
  const spare = free - RESERVE
  const perTenant = spare > 0 ? PER_TENANT : 1
  const busy = [...Map.groupBy(taken, id => id)].flatMap(([id, files]) => (files.length >= perTenant ? id : []))
  return { limit: spare > 0 ? spare : Math.max(0, free), perTenant, busy }
}

async function claimFiles({ db, metrics }: Context, taken: readonly Uuid[]): Promise<Claim[]> {
  const { limit, perTenant, busy } = allotFiles(taken)
  if (limit === 0) return []
  const where = busy.length > 0 ? sql`p.tenant_id <> all(${uuids(busy)})` : undefined
  const options = { perTenant, limit, leaseSeconds: MEDIA_LEASE_SECONDS, strict: false, where }
  return await db.system('claims look at every tenant that has work', tx => claim(tx, MEDIA_TABLE, options, metrics), {
    plans: 'once',
  })
}

function fetchHeld(context: Context, row: Claim, stop: AbortSignal): Promise<void> {
  const { db, log } = context
  const { tenantId } = row
  const onError = (error: unknown) => log.warn({ err: error, tenantId }, 'a lease was not renewed')
  const held = { db, table: MEDIA_TABLE, tenantId, claims: [row], leaseSeconds: MEDIA_LEASE_SECONDS, onError }
  return holdWhile(held, () => fetchOne(context, row, stop))
}
