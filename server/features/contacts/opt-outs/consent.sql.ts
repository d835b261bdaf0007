import { json, type RawBuilder, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Consent } from './consent.ts'

export interface ConsentRow extends Consent {
  id: Uuid
  /** The channel on which they opted out of marketing; null when they did not, or it is not known. */
  marketingStopChannelId: Uuid | null
}

const columns = sql`id, opted_out_at as "optedOutAt", opted_in_at as "optedInAt",
  marketing_opted_out_at as "marketingOptedOutAt", marketing_opted_in_at as "marketingOptedInAt",
  marketing_stop_channel_id as "marketingStopChannelId"`

/** A contact's consent, with the language to speak to them in. */
export type ContactConsent = ConsentRow & { locale: string | null }

export const selectConsents = (ids: readonly Uuid[]) => sql<ContactConsent>`
  select ${columns}, locale from contact where id = any(${uuids(ids)})`

/**
 * Locks contacts in the order of ids. `for update` also stops a transaction that opens a conversation with one of them:
 * the conversation either exists when the consent is written, or is opened after that.
 */
export const lockConsents = (ids: readonly Uuid[]) => sql<ConsentRow & { now: Date }>`
  select ${columns}, now() as now from contact where id = any(${uuids(ids)}) order by id for update`

/** A change that is known already changes nothing, not even a time. */
export const updateConsents = (rows: readonly ConsentRow[]) => sql`
  update contact c set opted_out_at = g."optedOutAt", opted_in_at = g."optedInAt",
    marketing_opted_out_at = g."marketingOptedOutAt", marketing_opted_in_at = g."marketingOptedInAt",
    marketing_stop_channel_id = g."marketingStopChannelId", updated_at = now()
  from jsonb_to_recordset(${json(rows)}) as g(id uuid, "optedOutAt" timestamptz, "optedInAt" timestamptz,
    "marketingOptedOutAt" timestamptz, "marketingOptedInAt" timestamptz, "marketingStopChannelId" uuid)
  where c.id = g.id and c.id = any(${uuids(rows.map(row => row.id))})
    and (c.opted_out_at, c.opted_in_at, c.marketing_opted_out_at, c.marketing_opted_in_at)
    is distinct from (g."optedOutAt", g."optedInAt", g."marketingOptedOutAt", g."marketingOptedInAt")`

/** Whether a contact wants no message that the business starts, as part of another statement. */
export const wantsNothing = (contactId: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  exists (select from contact where id = ${contactId} and opted_out_at is not null)`
