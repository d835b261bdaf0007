import { z } from 'zod'
import { idParam } from '../../platform/http/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { businessType, currency, locale, tenantName, tenantView, text, timezone } from '../tenancy/index.ts'
import { type GivenRole, MEMBER_ROLES, ROLES, type Role } from './members/permissions.ts'
import { VISIBILITIES } from './members/visibility.ts'
import { PASSWORD_LENGTH } from './sessions/library.ts'

/** Addresses are compared without case; otherwise they are not changed. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'must have at most 254 characters')
  .pipe(z.email('must be an e-mail address like name@example.com'))

const { min, max } = PASSWORD_LENGTH

/** Length is counted in the characters that people see. */
export const newPassword = z
  .string()
  .max(max, `must have at most ${max} characters`)
  .refine(text => [...text].length >= min, {
    error: issue => {
      const missing = min - [...(issue.input as string)].length
      return `must have at least ${min} characters: ${missing} more, please`
    },
  })

export const personName = text(200)

export const registerBody = z.strictObject({
  businessName: tenantName,
  businessType,
  name: personName,
  email,
  password: newPassword,
  locale: locale.optional(),
  timezone: timezone.optional(),
  currency: currency.optional(),
})
export type RegisterInput = z.infer<typeof registerBody>

export const loginBody = z.strictObject({
  email,
  password: z.string().min(1, 'must not be empty').max(max),
  totp: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .optional()
    .describe('With two-factor sign-in: a code of the app, or a recovery code'),
})
/** A browser that asks with `X-Session: cookie` sends no token: its cookie has it. */
export const refreshBody = z.strictObject({ refreshToken: z.string().min(1).max(4096).optional() })
export const switchBody = z.strictObject({ tenantId: z.string().max(64) })
export const passwordBody = z.strictObject({
  currentPassword: z.string().min(1, 'must not be empty').max(max),
  newPassword,
})

/** How a person proves once more who they are. Further methods, as a second factor, become further members of the union. */
export const reauthenticateBody = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('password'), password: z.string().min(1, 'must not be empty').max(max) }),
])
export type Proof = z.infer<typeof reauthenticateBody>

export const reauthenticatedView = z.object({
  recentForSeconds: z.number().describe('For so long this session may change keys, credentials and members.'),
})

const avatarUrl = z.string().nullable().describe('A path on this server; it opens without a token')

export const userView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  locale: z.string().nullable(),
  systemAdmin: z.boolean(),
  avatarUrl,
})

const tokens = {
  accessToken: z.string(),
  refreshToken: z
    .string()
    .describe('Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie'),
  expiresIn: z.number().describe('Seconds until the access token ends'),
}

/** Null tenant: a platform administrator who works for no business. */
export const signedInView = z.object({ tenant: tenantView.nullable(), user: userView, role: z.string(), ...tokens })
export const pairView = z.object(tokens)
export const signedOutView = z.object({ signedOut: z.literal(true) })

export const meView = z.object({
  user: userView,
  tenant: tenantView.nullable(),
  role: z.string(),
  permissions: z.array(z.string()),
  /** Which conversations they see there. */
  visibility: z.enum(VISIBILITIES),
  twoFactor: z.object({
    on: z.boolean(),
    required: z.boolean().describe('Your business asks for it. Without it nothing is open but what sets it up.'),
  }),
  /** All businesses the person works for, to switch between. */
  tenants: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
})

/** Compared as they are written, so they are kept in small letters. */
const skill = text(50).transform(word => word.toLowerCase())
const unique = (words: string[]): string[] => [...new Set(words)]
export const skills = z.array(skill).max(50).transform(unique)

const visibility = z
  .enum(VISIBILITIES)
  .describe(
    'Which conversations they see: those assigned to them (`own`), those of their teams as well (`team`), or `all`',
  )

/** The role that somebody is to have: one that is there from the start, or an own one by its id. */
export const roleGiven = {
  role: z.enum(ROLES).optional(),
  roleId: idParam('role').optional().describe('An own role, instead of `role`'),
}
type RoleGiven = { role?: Role | undefined; roleId?: Uuid | undefined }
export const ONE_ROLE: [(body: RoleGiven) => boolean, { path: string[]; message: string }] = [
  ({ role, roleId }) => role === undefined || roleId === undefined,
  { path: ['roleId'], message: 'must not be given together with role' },
]
export const givenRoleOf = ({ role, roleId }: RoleGiven): GivenRole | undefined =>
  roleId !== undefined ? { roleId } : role && { role }

export const ownRoleView = z
  .object({ id: z.string(), name: z.string() })
  .nullable()
  .describe('With `role: "own"`: a role that the business made')

export const memberPatch = z
  .strictObject({ ...roleGiven, visibility: visibility.optional() })
  .refine(body => body.role ?? body.roleId ?? body.visibility, {
    path: ['role'],
    message: 'must be given, or else visibility',
  })
  .refine(...ONE_ROLE)

export const memberView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(MEMBER_ROLES),
  ownRole: ownRoleView,
  visibility,
  takesConversations: z.boolean().describe('Automatic assignment gives them conversations'),
  capacity: z.int().nullable().describe('Open conversations at one time; null: as many as the business allows'),
  skills: z.array(z.string()),
  languages: z.array(z.string()).describe('Two letters, as in ISO 639-1'),
  twoFactor: z.boolean().describe('Signing in takes them a second factor'),
  avatarUrl,
  createdAt: z.iso.datetime(),
})

/** What automatic assignment must know of a person. */
export const abilitiesPatch = z.strictObject({
  takesConversations: z.boolean().nullable().optional().describe('null: as the role has it; agents do'),
  capacity: z.int().min(1).max(1000).nullable().optional(),
  skills: skills.optional().describe('Words of your own, like `billing`'),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/, 'must be two letters, like fr'))
    .max(20)
    .transform(unique)
    .optional(),
})
