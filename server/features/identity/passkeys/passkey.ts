import {
  type AuthenticatorTransportFuture,
  generateRegistrationOptions,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { deleteOtherSessions } from '../account/own-sessions.ts'
import { ERRORS } from '../errors.ts'
import type { IdentityContext } from '../identity.ts'
import { mailSecurityChange } from '../mails/security-change.ts'
import { selectUser } from '../members/member.sql.ts'
import type { Client } from '../members/person.ts'
import { noteSecurity } from '../security-events.ts'
import type { SessionPrincipal } from '../sessions/session.ts'
import { afterRemoval, replaceCodes } from '../two-factor/protection.ts'
import { markProtected, selectFactors } from '../two-factor/two-factor.sql.ts'
import { challengeIn, keepChallenge, takeChallenge } from './ceremony.ts'
import type { RegistrationResponse } from './passkey.schema.ts'
import {
  deletePasskey,
  insertPasskey,
  type PasskeyRow,
  renamePasskey,
  selectCredentials,
  selectPasskeys,
} from './passkey.sql.ts'
import { relyingPartyOf } from './relying-party.ts'

const REASON = 'passkeys belong to a person, not to a tenant'
/** More nobody has devices. */
const MOST = 20

export const listPasskeys = ({ context }: IdentityContext, userId: Uuid, limit: number, before: Uuid | null) =>
  context.db.system(REASON, tx => tx.rows(selectPasskeys(userId, limit, before)))

/** What the person's browser needs to make a passkey. Throws PASSKEYS_UNAVAILABLE, PASSKEYS_FULL. */
export async function beginPasskey({ context }: IdentityContext, userId: Uuid) {
  const { id: rpID } = relyingPartyOf(context.config.publicUrl)
  return await context.db.system(REASON, async tx => {
    const known = await tx.rows(selectCredentials(userId))
    if (known.length >= MOST) throw new AppError(ERRORS.PASSKEYS_FULL)
    const { email, name } = await tx.one(selectUser(userId))
    const options = await generateRegistrationOptions({
      rpName: 'Tawsil',
      rpID,
      userID: new Uint8Array(Buffer.from(userId.replaceAll('-', ''), 'hex')),
      userName: email,
      userDisplayName: name,
      excludeCredentials: known.map(({ credentialId, transports }) => ({
        id: credentialId,
        transports: transports as AuthenticatorTransportFuture[],
      })),
      // Alone it opens the account, so it asks who is there, and the browser can offer it before anybody has said who they are.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    await keepChallenge(tx, 'passkey_made', userId, options.challenge)
    return options
  })
}

/**
 * Keeps a passkey that the person's browser has made. When it is their first second factor, their other sessions end, because
 * the password alone has opened them.
 *
 * @returns recovery codes, when the person had no second factor before
 * @throws PASSKEY_REFUSED, PASSKEYS_UNAVAILABLE
 */
export async function addPasskey(
  identity: IdentityContext,
  { id: userId, sessionId }: SessionPrincipal,
  { name, response }: { name: string; response: RegistrationResponse },
  client: Client,
): Promise<{ passkey: PasskeyRow; recoveryCodes: string[] | null }> {
  const { context } = identity
  const made = await verifyMade(identity, userId, response)
  const added = await context.db.system(REASON, async tx => {
    const { totp, passkeys } = await tx.one(selectFactors(userId))
    const first = !totp && passkeys === 0
    const passkey = await tx.maybe(insertPasskey({ id: newId(), userId, name, ...made }))
    if (!passkey) throw new AppError(ERRORS.PASSKEY_REFUSED)
    await tx.run(markProtected(userId))
    if (first) await tx.run(deleteOtherSessions(userId, sessionId))
    await mailSecurityChange(context, tx, 'passkeyAdded', userId, client)
    return { passkey, recoveryCodes: first ? await replaceCodes(tx, userId) : null }
  })
  await identity.sessions.end({ userId })
  await noteSecurity(context, 'passkey.added', userId, client)
  return added
}

/** Whether the answer is one to our question to this person. The question is used up either way. */
async function verifyMade({ context }: IdentityContext, userId: Uuid, response: RegistrationResponse) {
  const { id, origin } = relyingPartyOf(context.config.publicUrl)
  const challenge = challengeIn(response.response.clientDataJSON)
  const asked = await context.db.system(REASON, tx => takeChallenge(tx, 'passkey_made', challenge))
  if (asked?.userId !== userId) throw new AppError(ERRORS.PASSKEY_REFUSED)
  const { transports = [] } = response.response
  const { registrationInfo: made } = await verifyRegistrationResponse({
    response: {
      ...response,
      response: { ...response.response, transports: transports as AuthenticatorTransportFuture[] },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw new AppError(ERRORS.PASSKEY_REFUSED, { cause })
  })
  if (!made) throw new AppError(ERRORS.PASSKEY_REFUSED)
  const { credential, credentialBackedUp: synced } = made
  const publicKey = Buffer.from(credential.publicKey)
  return { credentialId: credential.id, publicKey, counter: credential.counter, transports, synced }
}

/** Throws NOT_FOUND. */
export async function rename({ context }: IdentityContext, userId: Uuid, id: Uuid, name: string): Promise<PasskeyRow> {
  const row = await context.db.system(REASON, tx => tx.maybe(renamePasskey(userId, id, name)))
  if (!row) throw notFound()
  return row
}

/** Throws NOT_FOUND, SECOND_FACTOR_NEEDED. */
export async function removePasskey(
  identity: IdentityContext,
  { id: userId }: SessionPrincipal,
  id: Uuid,
  client: Client,
): Promise<void> {
  const { context } = identity
  await context.db.system(REASON, async tx => {
    if ((await tx.run(deletePasskey(userId, id))) === 0) throw notFound()
    await afterRemoval(tx, userId)
    await mailSecurityChange(context, tx, 'passkeyRemoved', userId, client)
  })
  await identity.sessions.end({ userId })
  await noteSecurity(context, 'passkey.removed', userId, client)
}
