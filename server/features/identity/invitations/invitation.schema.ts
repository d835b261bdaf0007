import { z } from 'zod'
import { locale } from '../../tenancy/index.ts'
import { MEMBER_ROLES } from '../members/permissions.ts'
import { email, newPassword, ONE_ROLE, ownRoleView, personName, roleGiven } from '../schema.ts'

const deliver = z
  .enum(['mail', 'link'])
  .default('mail')
  .describe('`mail`: the link goes to the address. `link`: it is in the answer, once, and you pass it on.')

export const invitationBody = z
  .strictObject({
    email,
    ...roleGiven,
    name: personName.optional(),
    locale: locale.optional(),
    deliver,
  })
  .refine(({ role, roleId }) => role ?? roleId, { path: ['role'], message: 'must be given, or else roleId' })
  .refine(...ONE_ROLE)

export const resendBody = z.strictObject({ deliver })

export const invitationView = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role: z.enum(MEMBER_ROLES),
  ownRole: ownRoleView,
  locale: z.string(),
  invitedBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  expired: z.boolean().describe('Its link opens nothing any more; send it again.'),
})

export const sentInvitationView = invitationView.extend({
  link: z.string().optional().describe('With `deliver: "link"`. It is shown now, and never again.'),
})

export const linkToken = z.string().min(1, 'must not be empty').max(200)

export const lookUpBody = z.strictObject({ token: linkToken })

export const lookUpView = z.object({
  businessName: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role: z.enum(MEMBER_ROLES),
  ownRole: ownRoleView,
  invitedBy: z.string(),
  expiresAt: z.iso.datetime(),
  hasAccount: z.boolean().describe('Whoever accepts gives the password of that account, or is signed in with it.'),
})

export const acceptBody = z.strictObject({
  token: linkToken,
  name: personName.optional(),
  password: newPassword.optional(),
})
