import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { transportFor } from '../contract/provider-lookup.ts'
import type { Provider } from '../contract/transport.ts'
import { findRoutes } from '../deliveries/number-route.sql.ts'
import { unsealCredentials } from './credentials.ts'
import { delayCleanup, deleteCleanup, selectDueCleanups, takeCleanup } from './removal-cleanup.sql.ts'

/** Pauses grow to six hours; after this many tries, three days, it is given up. */
const TRIES = 18
const LONGEST_PAUSE_SECONDS = 6 * 3600
const FIRST_PAUSE_SECONDS = 60

/** Undoes what a removed channel left at the provider, when that is due. Best effort: in the end it is given up. */
export async function cleanUpRemoved(context: Context, tenantId: Uuid, channelId: Uuid): Promise<void> {
  const taken = await context.db.tenant(tenantId, tx => tx.maybe(takeCleanup(channelId, FIRST_PAUSE_SECONDS)))
  if (!taken) return
  const { externalId, externalAccountId, attempts } = taken
  const provider = taken.provider as Provider
  const channel = { id: channelId, tenantId, externalId, externalAccountId }
  const credentials = await unsealCredentials(context.secrets, tenantId, channelId, taken.credentials)
  const again = externalId !== null && (await isInUse(context, provider, externalId))
  const done = again || (await transportFor(provider).linking?.end(context, channel, credentials)) !== false
  if (!done && attempts < TRIES) return postpone(context, tenantId, channelId, attempts)
  if (!done) context.log.warn({ tenantId, channelId }, 'a removed channel was not undone at its provider')
  await context.db.tenant(tenantId, tx => tx.run(deleteCleanup(channelId)))
}

/** The same session was connected again in the meantime: it belongs to another channel now. */
async function isInUse(context: Context, provider: Provider, externalId: string): Promise<boolean> {
  const find = findRoutes(provider, [externalId], [])
  const rows = await context.db.system('whose a session is, is known across tenants', tx => tx.rows(find))
  return rows.length > 0
}

async function postpone(context: Context, tenantId: Uuid, channelId: Uuid, attempts: number): Promise<void> {
  const seconds = Math.min(FIRST_PAUSE_SECONDS * 2 ** attempts, LONGEST_PAUSE_SECONDS)
  await context.db.tenant(tenantId, tx => tx.run(delayCleanup(channelId, seconds)))
}

/** Does this for every removed channel that is due. */
export async function cleanUpAllRemoved(context: Context): Promise<void> {
  const due = await context.db.system('removed channels of all tenants', tx => tx.rows(selectDueCleanups(100)))
  for (const { tenantId, id } of due) {
    await cleanUpRemoved(context, tenantId, id).catch(error => {
      context.log.warn({ err: error, tenantId, channelId: id }, 'a removed channel is undone at its provider later')
    })
  }
}
