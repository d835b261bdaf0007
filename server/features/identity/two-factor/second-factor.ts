import type { Context } from '../../../platform/context.ts'
import { randomToken, sha256 } from '../../../platform/crypto/index.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import type { SealedColumn } from '../../../platform/secrets/index.ts'
import { asciiDigits } from '../../../platform/text/index.ts'
import { ERRORS } from '../errors.ts'
import type { IdentityContext } from '../identity.ts'
import { isProtected } from './protection.ts'
import { readRecoveryCode, recoveryHash } from './recovery-code.ts'
import { stepOf } from './totp.ts'
import {
  type ChallengeRow,
  type FactorsRow,
  insertChallenge,
  selectChallenge,
  selectFactors,
  selectTotp,
  spendRecoveryCode,
  spendStep,
  type TotpRow,
  tryChallenge,
} from './two-factor.sql.ts'

/** For so long after the password the code may come. */
export const CHALLENGE_SECONDS = 300
/** Then the password is asked for again. */
const MOST_TRIES = 5
const KIND = 'second_factor'

/** How a code was right. */
export type CodeKind = 'totp' | 'recovery_code'

/** The key of a person's app is sealed with the key of the installation: a person belongs to no business. */
export const NOBODYS = null

/** What it is sealed for. */
export const sealedFor = (userId: string): string => `totp ${userId}`

export const TOTP_SECRETS: readonly SealedColumn[] = [
  { ofInstallation: true, table: 'totp_factor', id: 'user_id', column: 'secret', place: sealedFor },
]

/**
 * Whether a code is one of the person's app or one of their recovery codes. A code that is right is used up: in the caller's
 * transaction, and only once of several at the same moment.
 */
export async function takeCode(
  { context }: IdentityContext,
  tx: SystemTx,
  userId: Uuid,
  given: string,
): Promise<CodeKind | null> {
  const recovery = readRecoveryCode(plainCode(given))
  if (recovery !== null)
    return (await tx.run(spendRecoveryCode(userId, recoveryHash(userId, recovery)))) > 0 ? 'recovery_code' : null
  const factor = await tx.maybe(selectTotp(userId))
  return factor?.confirmedAt && (await takeTotp(context, tx, userId, factor, given)) ? 'totp' : null
}

/** As people type it: with spaces, and in the digits of their script. */
const plainCode = (given: string): string => asciiDigits(given).replace(/[\s-]/g, '')

/** The same for one app alone, also before it is in use. */
export async function takeTotp(
  { secrets, clock }: Pick<Context, 'secrets' | 'clock'>,
  tx: SystemTx,
  userId: Uuid,
  { secret }: TotpRow,
  given: string,
): Promise<boolean> {
  const key = Buffer.from(await secrets.open(NOBODYS, secret, sealedFor(userId)), 'base64')
  const step = stepOf(key, plainCode(given), clock.now())
  return step !== null && (await tx.run(spendStep(userId, step))) > 0
}

/** What became of asking; `by` null: there was nothing to ask for. */
export type Asked = { refused: AppError } | { refused?: never; by: CodeKind | null }

/**
 * Asks for what a password alone does not open.
 *
 * @returns refused by SECOND_FACTOR_REQUIRED with a challenge when no code was given, by SECOND_FACTOR_WRONG
 */
export async function askSecondFactor(
  identity: IdentityContext,
  tx: SystemTx,
  userId: Uuid,
  code: string | undefined,
): Promise<Asked> {
  const factors = await tx.one(selectFactors(userId))
  if (!isProtected(factors)) return { by: null }
  if (code !== undefined) {
    const by = await takeCode(identity, tx, userId, code)
    return by ? { by } : { refused: new AppError(ERRORS.SECOND_FACTOR_WRONG) }
  }
  const challenge = `twc_${randomToken(32)}`
  const row = { id: newId(), kind: KIND, userId, hash: sha256(challenge), seconds: CHALLENGE_SECONDS }
  await tx.run(insertChallenge(row))
  const details = { challenge, methods: methodsOf(factors), expiresInSeconds: CHALLENGE_SECONDS }
  return { refused: new AppError(ERRORS.SECOND_FACTOR_REQUIRED, { details }) }
}

/** A passkey is no answer to the challenge: it signs in by itself. */
const methodsOf = ({ totp, passkeys, recoveryCodesLeft }: FactorsRow): string[] => [
  ...(totp ? ['totp'] : []),
  ...(passkeys > 0 ? ['passkey'] : []),
  ...(recoveryCodesLeft > 0 ? ['recovery_code'] : []),
]

/** Whom a challenge asks, and nothing is counted. Undefined: it has expired, or had too many wrong answers. */
export const lookAtChallenge = (tx: SystemTx, challenge: string): Promise<ChallengeRow | undefined> =>
  tx.maybe(selectChallenge(KIND, sha256(challenge), MOST_TRIES))

/** The same, for who answers: it is counted when the transaction commits. */
export const answerChallenge = (tx: SystemTx, challenge: string): Promise<ChallengeRow | undefined> =>
  tx.maybe(tryChallenge(KIND, sha256(challenge), MOST_TRIES))
