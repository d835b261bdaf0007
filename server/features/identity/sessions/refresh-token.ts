import { createHmac } from 'node:crypto'
import type { Config } from '../../../platform/config/index.ts'
import { randomToken, sha256 } from '../../../platform/crypto/index.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { deleteSession, insertRefreshToken, lockRefreshToken, markUsed, prolongSession } from './session.sql.ts'

/**
 * For this long after its use a refresh token may be used again: two tabs that refresh at once, or a lost answer, must
 * not sign anybody out. Each of these uses gives the same successor, so a copy that was stolen in this time is noticed
 * as soon as both continue. A use after this time can only come from a stolen copy.
 */
const GRACE_SECONDS = 10

/** The person and session of a refresh token. */
export interface TokenHolder {
  userId: Uuid
  sessionId: Uuid
  tenantId: Uuid | null
}

export type Rotation =
  | ({ kind: 'rotated'; refreshToken: string } & TokenHolder)
  /** A used token was used again: its family and session have been ended. */
  | { kind: 'replayed'; sessionId: Uuid; userId: Uuid }
  | { kind: 'unknown' }

export type TokenSettings = Pick<Config, 'authSecret' | 'sessions'>

/** The first token of a new family. Only its hash is stored. */
export async function startFamily(tx: SystemTx, { sessions }: TokenSettings, holder: TokenHolder): Promise<string> {
  const token = `twr_${randomToken(32)}`
  await tx.run(insertRefreshToken({ id: newId(), familyId: newId(), ...holder, hash: sha256(token), ...sessions }))
  return token
}

/** Exchanges a token for the next one of its family; ends the family when the token was used before and is replayed. */
export async function rotate(tx: SystemTx, settings: TokenSettings, token: string): Promise<Rotation> {
  const row = await tx.maybe(lockRefreshToken(sha256(token)))
  if (!row) return { kind: 'unknown' }
  const { sessionId, userId, tenantId } = row
  if (row.usedSecondsAgo !== null && row.usedSecondsAgo > GRACE_SECONDS) {
    await tx.run(deleteSession(sessionId))
    return { kind: 'replayed', sessionId, userId }
  }
  const holder = { userId, sessionId, tenantId }
  const refreshToken = successorOf(token, settings)
  if (row.usedSecondsAgo === null) {
    const { familyId } = row
    await tx.run(markUsed(row.id))
    await tx.run(prolongSession(sessionId, settings.sessions))
    await tx.run(
      insertRefreshToken({ id: newId(), familyId, ...holder, hash: sha256(refreshToken), ...settings.sessions }),
    )
  }
  return { kind: 'rotated', ...holder, refreshToken }
}

/** Computed and not stored: the database has only hashes, so it could not return it a second time. */
const successorOf = (token: string, { authSecret }: TokenSettings): string =>
  `twr_${createHmac('sha256', authSecret).update(`refresh token after ${token}`).digest('base64url')}`
