import { sql } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { IdentityContext } from '../identity.ts'
import type { Client } from '../members/person.ts'
import { noteSecurity } from '../security-events.ts'
import type { SessionPrincipal } from '../sessions/session.ts'

/** One place where a person is signed in. */
export interface OwnSession {
  id: Uuid
  device: string | null
  address: string | null
  createdAt: Date
  /** Its last refresh; an access token in between lasts a quarter of an hour. */
  lastUsedAt: Date
}

const REASON = 'sessions belong to a person, not to a tenant'

/** Where the person is signed in, the newest sign-in first. */
export const listOwnSessions = ({ context }: IdentityContext, userId: Uuid, limit: number, before: Uuid | null) =>
  context.db.system(REASON, tx => tx.rows(selectOwn(userId, limit, before)))

/** Ends one session of the person; its tokens are refused at once. Throws NOT_FOUND. */
export async function endOwnSession(
  identity: IdentityContext,
  { id: userId }: SessionPrincipal,
  sessionId: Uuid,
  client: Client,
): Promise<void> {
  const ended = await identity.context.db.system(REASON, tx => tx.run(deleteOwn(userId, sessionId)))
  if (ended === 0) throw notFound()
  await identity.sessions.end({ sessionId })
  await noteSecurity(identity.context, 'session.ended', userId, client)
}

/** Ends all sessions of the person but the one that asks. @returns how many */
export async function endOtherSessions(
  identity: IdentityContext,
  { id: userId, sessionId }: SessionPrincipal,
  client: Client,
): Promise<number> {
  const ended = await identity.context.db.system(REASON, tx => tx.run(deleteOtherSessions(userId, sessionId)))
  await identity.sessions.end({ userId })
  if (ended > 0) await noteSecurity(identity.context, 'session.ended', userId, client)
  return ended
}

/** Name and language of a person, as all their businesses see them. */
export async function updateProfile(
  { context, sessions }: IdentityContext,
  userId: Uuid,
  { name, locale }: { name?: string; locale?: string },
): Promise<void> {
  await context.db.system('a person may work for several businesses', async tx => {
    await tx.run(sql`
      update auth_user set name = coalesce(${name ?? null}, name), locale = coalesce(${locale ?? null}, locale),
        updated_at = now() where id = ${userId}`)
    if (name !== undefined) await tx.run(sql`update membership set name = ${name} where user_id = ${userId}`)
  })
  await sessions.end({ userId })
}

const selectOwn = (userId: Uuid, limit: number, before: Uuid | null) => sql<OwnSession>`
  select id, user_agent as device, ip_address as address, created_at as "createdAt", updated_at as "lastUsedAt"
  from auth_session where user_id = ${userId} and expires_at > now() ${before ? sql`and id < ${before}` : sql``}
  order by id desc limit ${limit}`

const deleteOwn = (userId: Uuid, id: Uuid) => sql`delete from auth_session where user_id = ${userId} and id = ${id}`

/** Ends all but one, without telling anybody. */
export const deleteOtherSessions = (userId: Uuid, id: Uuid) =>
  sql`delete from auth_session where user_id = ${userId} and id <> ${id}`
