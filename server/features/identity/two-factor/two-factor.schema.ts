import { z } from 'zod'
import { PASSWORD_LENGTH } from '../sessions/library.ts'

/** Six digits of the app, or a recovery code; spaces and hyphens do not count. */
export const code = z.string().trim().min(1, 'must not be empty').max(40)

export const secondStepBody = z.strictObject({ challenge: z.string().min(1).max(100), code })
export const codeBody = z.strictObject({ code })
export const removeAppBody = z.strictObject({
  password: z.string().min(1, 'must not be empty').max(PASSWORD_LENGTH.max),
  code,
})

export const twoFactorView = z.object({
  totp: z.boolean().describe('An authenticator app is set up. With it or a passkey, the password alone opens nothing.'),
  passkeys: z.number(),
  recoveryCodesLeft: z.number(),
})

/** Shown once. */
export const appKeyView = z.object({
  secret: z.string().describe('The key in base32, for who types it into the app'),
  uri: z.string().describe('otpauth://…, to be shown as a QR code'),
})
export const recoveryCodesView = z.object({
  recoveryCodes: z
    .array(z.string())
    .describe('Each opens the account once, in place of a code. Shown now, and never again.'),
})
