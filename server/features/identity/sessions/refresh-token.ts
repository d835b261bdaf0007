import { randomToken, sha256 } from '../../../platform/crypto/index.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { SESSION_SECONDS } from './library.ts'
import { deleteSession, insertRefreshToken, lockRefreshToken, markUsed, prolongSession } from './session.sql.ts'

/**
 * For this long after its use a refresh token may be used again: two tabs that refresh at once, or an answer that was lost on the
 * way, must not sign anyone out. After that, a use can only be that of a stolen copy.
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
  /** A used token came back: its family and session have been ended. */
  | { kind: 'replayed'; sessionId: Uuid }
  | { kind: 'unknown' }

/** The first token of a new family. Only its hash is stored. */
export const startFamily = (tx: SystemTx, holder: TokenHolder): Promise<string> => addToken(tx, newId(), holder)

/** Exchanges a token for the next of its family; ends the family when the token was used before and is replayed. */
export async function rotate(tx: SystemTx, token: string): Promise<Rotation> {
  const row = await tx.maybe(lockRefreshToken(sha256(token)))
  if (!row) return { kind: 'unknown' }
  const { sessionId, userId, tenantId } = row
  if (row.usedSecondsAgo !== null && row.usedSecondsAgo > GRACE_SECONDS) {
    await tx.run(deleteSession(sessionId))
    return { kind: 'replayed', sessionId }
  }
  await tx.run(markUsed(row.id))
  await tx.run(prolongSession(sessionId, SESSION_SECONDS))
  const holder = { userId, sessionId, tenantId }
  return { kind: 'rotated', ...holder, refreshToken: await addToken(tx, row.familyId, holder) }
}

async function addToken(tx: SystemTx, familyId: Uuid, holder: TokenHolder): Promise<string> {
  const token = `twr_${randomToken(32)}`
  await tx.run(insertRefreshToken({ id: newId(), familyId, ...holder, hash: sha256(token), seconds: SESSION_SECONDS }))
  return token
}
