import { AppError } from '../../../platform/errors/index.ts'
import { networkOf } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { deleteOtherSessions } from '../account/own-sessions.ts'
import { ERRORS } from '../errors.ts'
import type { IdentityContext } from '../identity.ts'
import { mailSecurityChange } from '../mails/security-change.ts'
import { selectUser } from '../members/member.sql.ts'
import type { Client } from '../members/person.ts'
import { passwordHashOf } from '../password.ts'
import { hashingFor, verifyPassword } from '../passwords/passwords.ts'
import { noteSecurity } from '../security-events.ts'
import type { SessionPrincipal } from '../sessions/session.ts'
import { afterRemoval, isProtected, replaceCodes } from './protection.ts'
import { NOBODYS, sealedFor, takeCode, takeTotp } from './second-factor.ts'
import { base32, newTotpKey, totpUri } from './totp.ts'
import {
  beginTotp,
  confirmTotp,
  deleteTotp,
  type FactorsRow,
  markProtected,
  selectFactors,
  selectTotp,
} from './two-factor.sql.ts'

const REASON = 'second factors belong to a person, not to a tenant'

/** What protects the person's account besides the password. */
export const factorsOf = ({ context }: Pick<IdentityContext, 'context'>, userId: Uuid): Promise<FactorsRow> =>
  context.db.system(REASON, tx => tx.one(selectFactors(userId)))

/**
 * A new key for the person's authenticator app. Nothing asks for its codes before `confirmApp`. Throws TOTP_IN_USE.
 */
export async function beginApp({ context }: IdentityContext, userId: Uuid) {
  const key = newTotpKey()
  const sealed = await context.secrets.seal(NOBODYS, key.toString('base64'), sealedFor(userId))
  const email = await context.db.system(REASON, async tx => {
    if ((await tx.run(beginTotp(userId, sealed))) === 0) throw new AppError(ERRORS.TOTP_IN_USE)
    return (await tx.one(selectUser(userId))).email
  })
  return { secret: base32(key), uri: totpUri(key, email) }
}

/**
 * From now on the password alone opens nothing, and what it has opened elsewhere ends.
 *
 * @returns the recovery codes, which nobody can read again
 * @throws TOTP_MISSING when none was begun, TOTP_IN_USE, CODE_WRONG
 */
export async function confirmApp(
  identity: IdentityContext,
  { id: userId, sessionId }: SessionPrincipal,
  code: string,
  client: Client,
): Promise<string[]> {
  const { context } = identity
  const codes = await context.db.system(REASON, async tx => {
    const begun = await tx.maybe(selectTotp(userId))
    if (!begun) throw new AppError(ERRORS.TOTP_MISSING)
    if (begun.confirmedAt) throw new AppError(ERRORS.TOTP_IN_USE)
    if (!(await takeTotp(context, tx, userId, begun, code))) throw new AppError(ERRORS.CODE_WRONG)
    if ((await tx.run(confirmTotp(userId))) === 0) throw new AppError(ERRORS.TOTP_IN_USE)
    await tx.run(markProtected(userId))
    await tx.run(deleteOtherSessions(userId, sessionId))
    await mailSecurityChange(context, tx, 'twoFactorOn', userId, client)
    return await replaceCodes(tx, userId)
  })
  await identity.sessions.end({ userId })
  await noteSecurity(context, 'two_factor.enabled', userId, client)
  return codes
}

/**
 * Removes the app; without a passkey the recovery codes go with it. Throws TOTP_MISSING, WRONG_PASSWORD,
 * CODE_WRONG, SECOND_FACTOR_NEEDED.
 */
export async function removeApp(
  identity: IdentityContext,
  { id: userId }: SessionPrincipal,
  proof: { password: string; code: string },
  client: Client,
): Promise<void> {
  const { context } = identity
  if (!(await factorsOf(identity, userId)).totp) throw new AppError(ERRORS.TOTP_MISSING)
  await mustKnowPassword(identity, userId, proof.password, client)
  await context.db.system(REASON, async tx => {
    if (!(await takeCode(identity, tx, userId, proof.code))) throw new AppError(ERRORS.CODE_WRONG)
    await tx.run(deleteTotp(userId))
    await afterRemoval(tx, userId)
    await mailSecurityChange(context, tx, 'twoFactorOff', userId, client)
  })
  await identity.sessions.end({ userId })
  await noteSecurity(context, 'two_factor.disabled', userId, client)
}

/** New recovery codes instead of those of before. Throws TOTP_MISSING, CODE_WRONG. */
export async function replaceRecoveryCodes(
  identity: IdentityContext,
  { id: userId }: SessionPrincipal,
  code: string,
  client: Client,
): Promise<string[]> {
  const { context } = identity
  const codes = await context.db.system(REASON, async tx => {
    if (!isProtected(await tx.one(selectFactors(userId)))) throw new AppError(ERRORS.TOTP_MISSING)
    if (!(await takeCode(identity, tx, userId, code))) throw new AppError(ERRORS.CODE_WRONG)
    await mailSecurityChange(context, tx, 'recoveryCodesReplaced', userId, client)
    return await replaceCodes(tx, userId)
  })
  await noteSecurity(context, 'recovery_codes.replaced', userId, client)
  return codes
}

async function mustKnowPassword(identity: IdentityContext, userId: Uuid, password: string, client: Client) {
  const hash = await passwordHashOf(identity, userId)
  const check = async () => hash !== undefined && (await verifyPassword({ hash, password }))
  if ((await hashingFor(networkOf(client.address), check)).done) return
  await noteSecurity(identity.context, 'reauthentication.failed', userId, client)
  throw new AppError(ERRORS.WRONG_PASSWORD)
}
