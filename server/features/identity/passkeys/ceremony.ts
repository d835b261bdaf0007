import { sha256 } from '../../../platform/crypto/index.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { insertChallenge, takeChallengeRow } from '../two-factor/two-factor.sql.ts'

/** A passkey is made, or shown to sign in. */
export type Ceremony = 'passkey_made' | 'passkey_shown'

/** For so long the person may look for their key. */
const SECONDS = 300

/** Keeps what a browser was asked; only its hash. `userId` null: nobody has said yet who they are. */
export const keepChallenge = (tx: SystemTx, kind: Ceremony, userId: Uuid | null, challenge: string) =>
  tx.run(insertChallenge({ id: newId(), kind, userId, hash: sha256(challenge), seconds: SECONDS }))

/** Uses a question up: of several answers at the same moment one gets the row. Undefined: nobody asked that, or too long ago. */
export const takeChallenge = (tx: SystemTx, kind: Ceremony, challenge: string) =>
  tx.maybe(takeChallengeRow(kind, sha256(challenge)))

/** The question that a browser says it answers; empty when it is no such text. Whether it did is for the signature to prove. */
export function challengeIn(clientDataJSON: string): string {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as {
      challenge?: unknown
    }
    return typeof challenge === 'string' ? challenge : ''
  } catch {
    return ''
  }
}
