import { type RawBuilder, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

export interface TotpRow {
  secret: Buffer
  confirmedAt: Date | null
}

export const selectTotp = (userId: Uuid, lock: RawBuilder<unknown> = sql``) => sql<TotpRow>`
  select secret, confirmed_at as "confirmedAt" from totp_factor where user_id = ${userId} ${lock}`

/** Begins anew while no code was given; one that is in use stays as it is, and then no row is written. */
export const beginTotp = (userId: Uuid, secret: Buffer) => sql`
  insert into totp_factor as known (user_id, secret) values (${userId}, ${secret})
  on conflict (user_id) do update set secret = excluded.secret, last_step = 0, created_at = now()
    where known.confirmed_at is null`

/** No row: it is in use already. */
export const confirmTotp = (userId: Uuid) => sql`
  update totp_factor set confirmed_at = now() where user_id = ${userId} and confirmed_at is null`

/** No row: the code of this step, or of a later one, was used before. */
export const spendStep = (userId: Uuid, step: number) => sql`
  update totp_factor set last_step = ${step} where user_id = ${userId} and last_step < ${step}`

export const deleteTotp = (userId: Uuid) => sql`
  delete from totp_factor where user_id = ${userId} and confirmed_at is not null`

export const insertRecoveryCode = (userId: Uuid, hash: Buffer) => sql`
  insert into recovery_code (user_id, code_hash) values (${userId}, ${hash})`

export const deleteRecoveryCodes = (userId: Uuid) => sql`delete from recovery_code where user_id = ${userId}`

/** No row: it is none, or was used before. */
export const spendRecoveryCode = (userId: Uuid, hash: Buffer) => sql`
  update recovery_code set used_at = now() where user_id = ${userId} and code_hash = ${hash} and used_at is null`

/** All second factors of a person at once. */
export const deleteFactors = (userId: Uuid) => sql`
  with codes as (delete from recovery_code where user_id = ${userId}),
    passkeys as (delete from passkey where user_id = ${userId})
  delete from totp_factor where user_id = ${userId}`

/** What protects a person's account besides the password. */
export interface FactorsRow {
  totp: boolean
  passkeys: number
  recoveryCodesLeft: number
}

export const selectFactors = (userId: Uuid) => sql<FactorsRow>`
  select exists (select from totp_factor where user_id = ${userId} and confirmed_at is not null) as totp,
    (select count(*)::int from passkey where user_id = ${userId}) as passkeys,
    (select count(*)::int from recovery_code where user_id = ${userId} and used_at is null) as "recoveryCodesLeft"`

export interface ChallengeRow {
  id: Uuid
  userId: Uuid
}

/** Whether a person has a second factor, as a value in another statement. */
export const hasFactor = (userId: Uuid) => sql<boolean>`(
  exists (select from totp_factor where user_id = ${userId} and confirmed_at is not null)
  or exists (select from passkey where user_id = ${userId}))`

/** Their businesses know it from now on. */
export const markProtected = (userId: Uuid) => sql`
  update membership set two_factor = ${hasFactor(userId)} where user_id = ${userId}`

/** A business of the person that asks for a second factor. */
export const selectAskingTenant = (userId: Uuid) => sql<{ id: Uuid }>`
  select t.id from membership m join tenant t on t.id = m.tenant_id
  where m.user_id = ${userId} and m.removed_at is null and t.require_two_factor limit 1`

interface NewChallenge {
  id: Uuid
  kind: string
  /** Null: whoever answers says who they are. */
  userId: Uuid | null
  hash: Buffer
  seconds: number
}

export const insertChallenge = (row: NewChallenge) => sql`
  insert into sign_in_challenge (id, kind, user_id, token_hash, expires_at)
  values (${row.id}, ${row.kind}, ${row.userId}, ${row.hash}, now() + ${row.seconds} * interval '1 second')`

/** Whom a challenge asks, while it can be answered. */
export const selectChallenge = (kind: string, hash: Buffer, mostTries: number) => sql<ChallengeRow>`
  select id, user_id as "userId" from sign_in_challenge
  where token_hash = ${hash} and kind = ${kind} and expires_at > now() and tries < ${mostTries}`

/** Counts one answer. Of several at the same moment, one after the other gets the row. */
export const tryChallenge = (kind: string, hash: Buffer, mostTries: number) => sql<ChallengeRow>`
  update sign_in_challenge set tries = tries + 1
  where token_hash = ${hash} and kind = ${kind} and expires_at > now() and tries < ${mostTries}
  returning id, user_id as "userId"`

/** Uses a question up. No row: nobody asked it, or too long ago. */
export const takeChallengeRow = (kind: string, hash: Buffer) => sql<Pick<NewChallenge, 'userId'>>`
  delete from sign_in_challenge where token_hash = ${hash} and kind = ${kind} and expires_at > now()
  returning user_id as "userId"`

export const deleteChallenge = (id: Uuid) => sql`delete from sign_in_challenge where id = ${id}`

export const deleteOldChallenges = () => sql`delete from sign_in_challenge where expires_at < now()`
