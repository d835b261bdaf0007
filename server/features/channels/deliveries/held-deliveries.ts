import type { Context } from '../../../platform/context.ts'
import { sha256 } from '../../../platform/crypto/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { askedProviders, holdingProviders, transportFor } from '../contract/provider-lookup.ts'
import {
  giveDelivery,
  type KeptRow,
  type ProvenNumber,
  selectJustProven,
  selectKept,
  selectProvenNumber,
  selectUnproven,
} from './held-deliveries.sql.ts'

const MOST = 100
const PAGE = 100

interface Where {
  tenantId: Uuid
  id: Uuid
}

/** Channels that were never confirmed: the job was lost, or the cause may be gone by now. */
export const unprovenChannels = ({ db }: Context): Promise<Where[]> =>
  db.system('unproven channels of all tenants are tested again', tx => tx.rows(selectUnproven(askedProviders(), MOST)))

/**
 * Channels whose held deliveries are looked through once more: the job may have been lost, and a process that did not
 * yet know about the proof may have held another delivery after it.
 */
export const justProvenChannels = ({ db }: Context): Promise<Where[]> =>
  db.system('newly proven channels of all tenants', tx => tx.rows(selectJustProven(holdingProviders(), MOST)))

/**
 * Gives a channel the deliveries that came for its number before the provider had confirmed it: acknowledged deliveries
 * do not come again. Only those since the channel exists: earlier ones were somebody else's. Done twice, it gives
 * nothing twice.
 *
 * @returns how many deliveries
 */
export async function giveKept(context: Context, tenantId: Uuid, id: Uuid): Promise<number> {
  const proven = await context.db.tenant(tenantId, tx => tx.maybe(selectProvenNumber(id, holdingProviders())))
  if (!proven) return 0
  let given = 0
  // Both ids grow with time, so they can be compared.
  for (let after: Uuid | null = id; after !== null; ) {
    const page = await givePage(context, { tenantId, id }, proven, after)
    given += page.given
    after = page.next
  }
  if (given === 0) return 0
  context.log.info({ tenantId, channelId: id, given }, 'gave a proven number what was kept aside for it')
  context.queue.wake('intake')
  return given
}

const givePage = (context: Context, { tenantId, id: channelId }: Where, proven: ProvenNumber, after: Uuid) =>
  context.db.system('give a proven number its deliveries', async tx => {
    const rows = await tx.rows(selectKept(proven, after, PAGE))
    let given = 0
    for (const row of rows) {
      const headers = headersFor(row, proven)
      if (!headers) continue
      const to = { id: idFor(row.id, channelId), tenantId, channelId, headers }
      given += await tx.run(giveDelivery(row.id, to))
    }
    return { given, next: rows.length < PAGE ? null : rows.at(-1)!.id }
  })

/** The headers that make only the parts of this number readable; undefined when no held part belongs to it. */
function headersFor(
  { headers, body }: KeptRow,
  { provider, number }: ProvenNumber,
): Record<string, string> | undefined {
  if (!headers || !body) return undefined
  const changes = transportFor(provider).namedParts?.(body) ?? []
  const kept = headers['x-tawsil-places']?.split(' ')
  const places = changes
    .filter(change => change.number === number && (kept?.includes(change.place) ?? true))
    .map(({ place }) => place)
  if (places.length === 0) return undefined
  const { 'x-tawsil-places': _places, ...others } = headers
  return places.length === changes.length ? others : { ...others, 'x-tawsil-places': places.join(' ') }
}

/**
 * The id is the same each time, so that the delivery is given once; and it keeps the delivery's time, so that order and
 * age stay as they were.
 */
function idFor(kept: Uuid, channelId: Uuid): Uuid {
  const hex = sha256(`${kept} ${channelId}`).toString('hex')
  return `${kept.slice(0, 15)}${hex.slice(0, 3)}-a${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}
