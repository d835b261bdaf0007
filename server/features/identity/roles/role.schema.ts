import { z } from 'zod'
import { idParam, linksAnswer } from '../../../platform/http/index.ts'
import { text } from '../../tenancy/index.ts'
import { PERMISSIONS, ROLES } from '../members/permissions.ts'

export const roleIdParam = z.object({ id: idParam('role') })

const permissions = z
  .array(z.enum(PERMISSIONS))
  .min(1, 'must name at least one')
  .max(100)
  .describe('What people with the role may do; never more than you may')

export const roleBody = z.strictObject({ name: text(100), permissions })

export const rolePatch = z
  .strictObject({ name: text(100).optional(), permissions: permissions.optional() })
  .refine(({ name, permissions: given }) => name ?? given, {
    path: ['name'],
    message: 'must be given, or else permissions',
  })

export const roleView = z.object({
  id: z.string(),
  name: z.string(),
  permissions: z.array(z.string()),
  memberCount: z.number(),
  createdAt: z.iso.datetime(),
  _links: linksAnswer,
})

/** The table of permissions: which roles that are there from the start have each. */
export const permissionView = z.object({ name: z.string(), roles: z.array(z.enum(ROLES)) })
