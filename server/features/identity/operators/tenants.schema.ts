import { z } from 'zod'
import { idParam, pageQuery } from '../../../platform/http/index.ts'
import {
  businessType,
  currency,
  featuresPatch,
  limitsPatch,
  locale,
  tenantName,
  text,
  timezone,
  usageView,
} from '../../tenancy/index.ts'
import { email, newPassword, signedInView } from '../schema.ts'

export const tenantsQuery = pageQuery.extend({
  q: z.string().trim().max(200).optional().describe('Part of the name, beginning of a member’s address, or an id.'),
  status: z.enum(['active', 'trial', 'suspended']).optional(),
  plan: z.string().max(50).optional(),
})

export const tenantParams = z.object({ id: idParam('tenant') })

export const tenantBody = z.strictObject({
  name: tenantName,
  businessType,
  plan: z.string().max(50).optional(),
  locale: locale.optional(),
  timezone: timezone.optional(),
  currency: currency.optional(),
  owner: z.strictObject({ name: text(200), email, password: newPassword }),
})
export type TenantInput = z.output<typeof tenantBody>

export const tenantChange = z.strictObject({
  plan: z.string().max(50).optional(),
  limits: limitsPatch
    .optional()
    .describe('Instead of what the plan says; null: no limit. Those that are not named here stay.'),
  features: featuresPatch.optional(),
  reset: z
    .array(z.string().max(50))
    .max(50)
    .optional()
    .describe('Limits and features that shall be as the plan says again.'),
})
export type TenantChange = z.output<typeof tenantChange>

export const suspendBody = z.strictObject({ reason: text(1000).describe('The people of the business read it.') })
export const enterBody = z.strictObject({
  reason: text(1000).describe('The people of the business can read it in their log.'),
  minutes: z.int().min(1).max(60).default(30),
})

export const listedTenantView = z
  .object({
    id: z.string(),
    name: z.string(),
    businessType: z.string(),
    status: z.enum(['active', 'trial', 'suspended']),
    plan: z.string(),
    members: z.number(),
    owner: z.object({ name: z.string(), email: z.string() }).nullable(),
    suspended: z.object({ reason: z.string(), since: z.iso.datetime() }).nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ListedTenant' })

export const operatedTenantView = listedTenantView.extend({
  usage: usageView,
  features: z.array(z.string()),
  exceptions: z
    .object({ limits: z.record(z.string(), z.number().nullable()), features: z.record(z.string(), z.boolean()) })
    .describe('What it has instead of what its plan says.'),
  health: z.record(z.string(), z.unknown()).describe('By part: its channels by status, what waits, dead letters.'),
})

/** Tokens of the same session, for reading that business until the moment. */
export const visitView = signedInView.extend({ until: z.iso.datetime() })
