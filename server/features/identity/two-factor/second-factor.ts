import type { Context } from '../../../platform/context.ts'
import { randomToken, sha256 } from '../../../platform/crypto/index.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
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
  tryChallenge,
  spendRecoveryCode,
  spendStep,
} from './two-factor.sql.ts'

/** For so long after the password the code may come. */
export const CHALLENGE_SECONDS = 300
/** Then the password is asked for again. */
const MOST_TRIES = 5
const KIND = 'second_factor'

/** How a code was right. */
export type CodeKind = 'totp' | 'recovery_code'

/** What the secret of a person's app is sealed for. */
export const sealedFor = (userId: Uuid): string => `totp ${userId}`

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
  const code = plainCode(given)
  if (TOTP_FORM.test(code)) return (await takeTotp(context, tx, userId, code)) ? 'totp' : null
  const recovery = readRecoveryCode(code)
  if (recovery === null) return null
  return (await tx.run(spendRecoveryCode(userId, recoveryHash(userId, recovery)))) > 0 ? 'recovery_code' : null
}

/** As people type it: with spaces, and in the digits of their script. */
export const plainCode = (given: string): string => asciiDigits(given).replace(/[\s-]/g, '')

const TOTP_FORM = /^\d{6}$/

/** The same for the app alone, also before it is in use. */
export async function takeTotp(
  { secrets, clock }: Pick<Context, 'secrets' | 'clock'>,
  tx: SystemTx,
  userId: Uuid,
  code: string,
): Promise<boolean> {
  const factor = await tx.maybe(selectTotp(userId))
  if (!factor) return false
  const step = stepOf(Buffer.from(secrets.open(factor.secret, sealedFor(userId)), 'base64'), code, clock.now())
  return step !== null && (await tx.run(spendStep(userId, step))) > 0
}

/**
 * What a password alone does not open. Null: the person has no second factor, or `code` is right.
 *
 * @returns SECOND_FACTOR_REQUIRED with a challenge when no code was given, SECOND_FACTOR_WRONG
 */
export async function askSecondFactor(
  identity: IdentityContext,
  tx: SystemTx,
  userId: Uuid,
  code: string | undefined,
): Promise<AppError | null> {
  const factors = await tx.one(selectFactors(userId))
  if (!isProtected(factors)) return null
  if (code !== undefined)
    return (await takeCode(identity, tx, userId, code)) ? null : new AppError(ERRORS.SECOND_FACTOR_WRONG)
  const challenge = `twc_${randomToken(32)}`
  const row = { id: newId(), kind: KIND, userId, hash: sha256(challenge), seconds: CHALLENGE_SECONDS }
  await tx.run(insertChallenge(row))
  const details = { challenge, methods: methodsOf(factors), expiresInSeconds: CHALLENGE_SECONDS }
  return new AppError(ERRORS.SECOND_FACTOR_REQUIRED, { details })
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
