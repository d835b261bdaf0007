import type { SystemTx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { newRecoveryCodes, recoveryHash } from './recovery-code.ts'
import { deleteRecoveryCodes, type FactorsRow, insertRecoveryCode, selectFactors } from './two-factor.sql.ts'

/** Whether the password alone opens nothing. */
export const isProtected = ({ totp, passkeys }: Pick<FactorsRow, 'totp' | 'passkeys'>): boolean => totp || passkeys > 0

/** New recovery codes instead of those of before. @returns what nobody can read again */
export async function replaceCodes(tx: SystemTx, userId: Uuid): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.run(deleteRecoveryCodes(userId))
  for (const code of codes) await tx.run(insertRecoveryCode(userId, recoveryHash(userId, code)))
  return codes
}

/** After one second factor was removed: without any, the codes that stand in for one open nothing either. */
export async function afterRemoval(tx: SystemTx, userId: Uuid): Promise<void> {
  if (!isProtected(await tx.one(selectFactors(userId)))) await tx.run(deleteRecoveryCodes(userId))
}
