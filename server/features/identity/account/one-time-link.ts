import { randomToken, sha256 } from '../../../platform/crypto/index.ts'
import { type SystemTx, sql } from '../../../platform/db/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'

export type LinkKind = 'reset' | 'verify'

/** How long a link counts. */
export const LINK_SECONDS: Record<LinkKind, number> = { reset: 3_600, verify: 3 * 86_400 }

/** A new link of this kind; those of before open nothing any more. Only its hash is stored. @returns the token */
export async function makeLink(tx: SystemTx, kind: LinkKind, userId: Uuid): Promise<string> {
  const token = `twl_${randomToken(32)}`
  await tx.run(deleteLinksOf(kind, userId))
  await tx.run(sql`
    insert into one_time_link (id, kind, user_id, token_hash, expires_at)
    values (${newId()}, ${kind}, ${userId}, ${sha256(token)}, now() + ${LINK_SECONDS[kind]} * interval '1 second')`)
  return token
}

/** Whose a link is, while it counts. */
export const selectLink = (kind: LinkKind, token: string) => sql<{ userId: Uuid }>`
  select user_id as "userId" from one_time_link
  where token_hash = ${sha256(token)} and kind = ${kind} and used_at is null and expires_at > now()`

/** Uses a link up: of several at the same moment one gets the row. */
export const takeLink = (kind: LinkKind, token: string) => sql<{ userId: Uuid }>`
  update one_time_link set used_at = now()
  where token_hash = ${sha256(token)} and kind = ${kind} and used_at is null and expires_at > now()
  returning user_id as "userId"`

export const deleteLinksOf = (kind: LinkKind, userId: Uuid) => sql`
  delete from one_time_link where user_id = ${userId} and kind = ${kind}`

export const deleteOldLinks = () => sql`delete from one_time_link where expires_at < now()`
