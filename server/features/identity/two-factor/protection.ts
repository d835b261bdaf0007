import type { SystemTx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { ERRORS } from '../errors.ts'
import { newRecoveryCodes, recoveryHash } from './recovery-code.ts'
import {
  deleteRecoveryCodes,
  type FactorsRow,
  insertRecoveryCode,
  markProtected,
  selectAskingTenant,
  selectFactors,
} from './two-factor.sql.ts'

/** Whether the password alone opens nothing. */
export const isProtected = ({ totp, passkeys }: Pick<FactorsRow, 'totp' | 'passkeys'>): boolean => totp || passkeys > 0

/** New recovery codes instead of those of before. @returns what nobody can read again */
export async function replaceCodes(tx: SystemTx, userId: Uuid): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.run(deleteRecoveryCodes(userId))
  for (const code of codes) await tx.run(insertRecoveryCode(userId, recoveryHash(userId, code)))
  return codes
}

/**
 * After a second factor was removed: without any, the codes that stand in for one open nothing either. Throws SECOND_FACTOR_NEEDED
 * when a business of the person asks for one.
 */
export async function afterRemoval(tx: SystemTx, userId: Uuid): Promise<void> {
  await tx.run(markProtected(userId))
  if (isProtected(await tx.one(selectFactors(userId)))) return
  if (await tx.maybe(selectAskingTenant(userId))) throw new AppError(ERRORS.SECOND_FACTOR_NEEDED)
  await tx.run(deleteRecoveryCodes(userId))
}
