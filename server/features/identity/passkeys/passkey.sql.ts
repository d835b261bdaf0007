import { sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

export interface PasskeyRow {
  id: Uuid
  name: string
  synced: boolean
  createdAt: Date
  lastUsedAt: Date | null
}

const shown = sql`id, name, synced, created_at as "createdAt", last_used_at as "lastUsedAt"`

/** The newest first. */
export const selectPasskeys = (userId: Uuid, limit: number, before: Uuid | null) => sql<PasskeyRow>`
  select ${shown} from passkey where user_id = ${userId} ${before ? sql`and id < ${before}` : sql``}
  order by id desc limit ${limit}`

export interface Credential {
  credentialId: string
  transports: string[]
}

/** What an authenticator is told, so that it makes no second key for the same person. */
export const selectCredentials = (userId: Uuid) => sql<Credential>`
  select credential_id as "credentialId", transports from passkey where user_id = ${userId}`

export interface StoredKey extends Credential {
  id: Uuid
  userId: Uuid
  publicKey: Buffer
  counter: number
}

export const selectByCredential = (credentialId: string) => sql<StoredKey>`
  select id, user_id as "userId", credential_id as "credentialId", transports, public_key as "publicKey",
    counter::float8 as counter
  from passkey where credential_id = ${credentialId} for update`

/** No row: somebody has it already. */
export const insertPasskey = (row: StoredKey & Pick<PasskeyRow, 'name' | 'synced'>) => sql<PasskeyRow>`
  insert into passkey (id, user_id, credential_id, public_key, counter, transports, name, synced)
  values (${row.id}, ${row.userId}, ${row.credentialId}, ${row.publicKey}, ${row.counter}, ${row.transports}::text[],
    ${row.name}, ${row.synced})
  on conflict (credential_id) do nothing
  returning ${shown}`

export const markPasskeyUsed = (id: Uuid, counter: number, synced: boolean) => sql`
  update passkey set counter = ${counter}, synced = ${synced}, last_used_at = now() where id = ${id}`

export const renamePasskey = (userId: Uuid, id: Uuid, name: string) => sql<PasskeyRow>`
  update passkey set name = ${name} where user_id = ${userId} and id = ${id} returning ${shown}`

export const deletePasskey = (userId: Uuid, id: Uuid) => sql`
  delete from passkey where user_id = ${userId} and id = ${id}`
