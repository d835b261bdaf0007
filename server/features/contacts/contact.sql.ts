import { json, sql, uuids } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { type FoldedColumn, maybeFold } from '../../platform/text/index.ts'
import type { IdentityKind } from './identity.ts'
import type { SearchPatterns } from './search.ts'

export interface ContactRow {
  id: Uuid
  name: string | null
  locale: string | null
  fields: Record<string, unknown>
  /** Set: they want no message that the business starts. */
  optedOutAt: Date | null
  /** Set: they want no marketing. */
  marketingOptedOutAt: Date | null
  /** The contact that this one turned out to be. */
  mergedInto: Uuid | null
  createdAt: Date
  updatedAt: Date
}

const columns = sql`id, name, locale, fields, opted_out_at as "optedOutAt",
  marketing_opted_out_at as "marketingOptedOutAt", merged_into as "mergedInto", created_at as "createdAt",
  updated_at as "updatedAt"`

export const selectContacts = (ids: readonly Uuid[]) => sql<ContactRow>`
  select ${columns} from contact where id = any(${uuids(ids)})`

export const lockContact = (id: Uuid) => sql<ContactRow>`
  select ${columns} from contact where id = ${id} for no key update`

export const updateContactRow = (row: Pick<ContactRow, 'id' | 'name' | 'locale' | 'fields'>) => sql<ContactRow>`
  update contact set name = ${row.name}, name_folded = ${maybeFold(row.name)}, locale = ${row.locale}, fields = ${json(row.fields)}, updated_at = now()
  where id = ${row.id} returning ${columns}`

/** Newest first, older than `beyond`: ids are in the order of time. */
export const selectPage = (beyond: Uuid | null, most: number) => sql<{ id: Uuid }>`
  select id from contact where merged_into is null and ${beyond ? sql`id < ${beyond}` : sql`true`}
  order by id desc limit ${most}`

export const selectFound = (patterns: SearchPatterns, beyond: Uuid | null, most: number) => sql<{ id: Uuid }>`
  select id from search_contacts(${patterns.words}, ${patterns.handle}, ${beyond}, ${most}) as found(id) order by id desc`

export interface IdentityOf {
  contactId: Uuid
  kind: IdentityKind
  scope: string
  value: string
}

export const selectIdentitiesOf = (contactIds: readonly Uuid[]) => sql<IdentityOf>`
  select contact_id as "contactId", kind, scope, value from contact_identity
  where contact_id = any(${uuids(contactIds)}) order by contact_id, created_at, kind`

export const FOLDED_NAMES: FoldedColumn = {
  tenants: sql`select distinct tenant_id as "tenantId" from contact where name is not null and name_folded is null`,
  unfolded: most => sql`
    select id, name as text from contact where name is not null and name_folded is null order by id limit ${most}`,
  store: rows => sql`
    update contact c set name_folded = f.folded
    from jsonb_to_recordset(${json(rows)}) as f(id uuid, text text, folded text) where c.id = f.id and c.name = f.text`,
}
