import { z } from 'zod'
import { locale } from '../../tenancy/index.ts'
import { linkToken } from '../invitations/invitation.schema.ts'
import { email, newPassword, personName } from '../schema.ts'

export const forgotBody = z.strictObject({ email })
export const resetBody = z.strictObject({ token: linkToken, password: newPassword })
export const verifyBody = z.strictObject({ token: linkToken })
export const profilePatch = z.strictObject({ name: personName.optional(), locale: locale.optional() })

/** The same for every address. */
export const askedView = z.object({ accepted: z.literal(true) })
export const resetView = z.object({ reset: z.literal(true) })
export const verifiedView = z.object({ verified: z.literal(true) })
export const sentView = z.object({ sent: z.boolean().describe('False: the address is proven already.') })
export const endedView = z.object({ ended: z.number() })

export const ownSessionView = z.object({
  id: z.string(),
  device: z.string().describe('What the program there calls itself (User-Agent)'),
  address: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  current: z.boolean().describe('The one that asks'),
})
