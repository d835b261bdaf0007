import { z } from 'zod'
import { text } from '../../tenancy/index.ts'

export const passkeyName = text(100)

const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[\w-]+$/, 'must be base64url')

/** What browsers add besides is not looked at. */
const common = {
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal('public-key'),
}

/** `RegistrationResponseJSON` of WebAuthn. */
export const registrationResponse = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url(8_000),
    attestationObject: base64url(32_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
})
export type RegistrationResponse = z.infer<typeof registrationResponse>

/** `AuthenticationResponseJSON` of WebAuthn. */
export const authenticationResponse = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url(8_000),
    authenticatorData: base64url(8_000),
    signature: base64url(4_000),
    userHandle: base64url(200).nullish(),
  }),
})
export type AuthenticationResponse = z.infer<typeof authenticationResponse>

export const passkeyBody = z.strictObject({ name: passkeyName, response: registrationResponse })
export const passkeyPatch = z.strictObject({ name: passkeyName })
export const passkeySignInBody = z.strictObject({ response: authenticationResponse })

export const optionsView = z.object({
  options: z
    .record(z.string(), z.unknown())
    .describe('For navigator.credentials, in the JSON form of WebAuthn; they count for five minutes, and once'),
})

export const passkeyView = z.object({
  id: z.string(),
  name: z.string(),
  synced: z.boolean().describe('Its key is kept by more than one device of the person'),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
})

export const newPasskeyView = z.object({
  passkey: passkeyView,
  recoveryCodes: z
    .array(z.string())
    .nullable()
    .describe('With the first second factor of an account, shown now and never again; otherwise null'),
})
