import type { Context } from '../../../platform/context.ts'
import { type Statement, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { perContext } from '../../../platform/services.ts'
import { CHANNELS_CHANGED } from './channel-lookup.ts'
import type { LeasedDelivery } from './hand-over.ts'
import type { RawEvent } from './raw-event.ts'

type Address = Pick<RawEvent, 'externalId' | 'externalAccountId'>

interface Kept {
  address: Address
  until: number
}

const TTL_MS = 15_000
const MOST = 20_000
const UNKNOWN: Address = { externalId: null, externalAccountId: null }

/** The ids at the provider of channels that deliveries came for; forgotten when any channel changes. */
const keptOf = perContext(({ pubsub, log }: Context) => {
  const kept = new Map<Uuid, Kept>()
  pubsub
    .subscribe(CHANNELS_CHANGED, () => kept.clear())
    .catch(error => log.warn({ err: error }, 'this process learns of changed channels late'))
  return kept
})

/** Handed-over deliveries as parsing takes them; a statement only for channels that this process has not met lately. */
export async function withAddresses(context: Context, deliveries: readonly LeasedDelivery[]): Promise<RawEvent[]> {
  const kept = keptOf(context)
  const now = performance.now()
  const missing = [...new Set(deliveries.map(({ raw }) => raw.channelId))].filter(
    id => !((kept.get(id)?.until ?? 0) > now),
  )
  if (missing.length > 0) {
    if (kept.size > MOST) kept.clear()
    const reason = 'deliveries of several tenants are filed together'
    const rows = await context.db.system(reason, tx => tx.rows(selectAddresses(missing)))
    for (const { id, ...address } of rows) kept.set(id, { address, until: now + TTL_MS })
  }
  return deliveries.map(({ raw }) => ({ ...raw, ...(kept.get(raw.channelId)?.address ?? UNKNOWN) }))
}

const selectAddresses = (ids: readonly Uuid[]): Statement<Address & { id: Uuid }> => sql<Address & { id: Uuid }>`
  select id, external_id as "externalId", external_account_id as "externalAccountId" from channel
  where id = any(${uuids(ids)})`
