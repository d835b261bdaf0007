import {
  type AuthenticatorTransportFuture,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server'
import type { SystemTx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { ERRORS } from '../errors.ts'
import type { IdentityContext } from '../identity.ts'
import { selectUser } from '../members/member.sql.ts'
import { type Client, createSession } from '../members/person.ts'
import { noteSecurity } from '../security-events.ts'
import { answerSignIn, type OpenedSession, openInLastTenant } from '../sign-in.ts'
import { challengeIn, keepChallenge, takeChallenge } from './ceremony.ts'
import type { AuthenticationResponse } from './passkey.schema.ts'
import { markPasskeyUsed, type StoredKey, selectByCredential } from './passkey.sql.ts'
import { relyingPartyOf } from './relying-party.ts'

const REASON = 'a passkey names its person before a tenant is known'

/** What a browser needs to show the passkeys that it has for us, whosever they are. Throws PASSKEYS_UNAVAILABLE. */
export async function askForPasskey({ context }: IdentityContext) {
  const { id: rpID } = relyingPartyOf(context.config.publicUrl)
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' })
  await context.db.system(REASON, tx => keepChallenge(tx, 'passkey_shown', null, options.challenge))
  return options
}

/**
 * Signs in by a passkey alone: it is something the person has, and it has asked them who they are.
 *
 * @param knownDevice whether the device is known to who has the address
 * @returns the person's address, too
 * @throws PASSKEY_UNKNOWN: the same for one that nobody has and one that proves nothing; what signing in throws
 */
export async function signInByPasskey(
  identity: IdentityContext,
  response: AuthenticationResponse,
  client: Client,
  knownDevice: (email: string) => boolean,
) {
  const { context } = identity
  const challenge = challengeIn(response.response.clientDataJSON)
  const asked = await context.db.system(REASON, tx => takeChallenge(tx, 'passkey_shown', challenge))
  if (!asked) throw new AppError(ERRORS.PASSKEY_UNKNOWN)
  const shown = await context.db.system(REASON, async (tx): Promise<Shown> => {
    const key = await tx.maybe(selectByCredential(response.id))
    if (!key) return { opened: new AppError(ERRORS.PASSKEY_UNKNOWN) }
    const proof = await prove(identity, key, challenge, response)
    if (proof instanceof AppError) return { failed: key.userId, opened: proof }
    await tx.run(markPasskeyUsed(key.id, proof.counter, proof.synced))
    return { opened: await open(identity, tx, key.userId, client, knownDevice) }
  })
  if (shown.failed) await noteSecurity(context, 'second_factor.failed', shown.failed, client)
  if (shown.opened instanceof AppError) throw shown.opened
  await noteSecurity(context, 'session.started', shown.opened.user.id, client)
  return { email: shown.opened.user.email, signedIn: await answerSignIn(identity, shown.opened) }
}

interface Shown {
  failed?: Uuid
  opened: OpenedSession | AppError
}

async function open(
  identity: IdentityContext,
  tx: SystemTx,
  userId: Uuid,
  client: Client,
  knownDevice: (email: string) => boolean,
) {
  const { email } = await tx.one(selectUser(userId))
  const sessionId = await createSession(identity, tx, userId, client)
  return await openInLastTenant(identity, tx, {
    ...{ userId, sessionId, client, by: null },
    knownDevice: knownDevice(email),
  })
}

/** Whether the key has signed our question, on our page, with its person there. */
async function prove({ context }: IdentityContext, key: StoredKey, challenge: string, given: AuthenticationResponse) {
  const { id, origin } = relyingPartyOf(context.config.publicUrl)
  const { userHandle, ...rest } = given.response
  const handle = Buffer.from(key.userId.replaceAll('-', ''), 'hex').toString('base64url')
  if (userHandle && userHandle !== handle) return new AppError(ERRORS.PASSKEY_UNKNOWN)
  const { credentialId, publicKey, counter, transports } = key
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...given, response: rest, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      credential: {
        id: credentialId,
        publicKey: new Uint8Array(publicKey),
        counter,
        transports: transports as AuthenticatorTransportFuture[],
      },
    })
    if (!verified) return new AppError(ERRORS.PASSKEY_UNKNOWN)
    return { counter: authenticationInfo.newCounter, synced: authenticationInfo.credentialBackedUp }
  } catch (cause) {
    return new AppError(ERRORS.PASSKEY_UNKNOWN, { cause })
  }
}
