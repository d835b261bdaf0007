import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { idParam } from '../../../platform/http/index.ts'
import { text } from '../../tenancy/index.ts'
import { PERMISSIONS } from '../members/permissions.ts'

/** An address or a network in its usual form; null for anything else. */
export function readNetwork(given: string): string | null {
  if (ipaddr.isValid(given)) return ipaddr.process(given).toString()
  if (!ipaddr.isValidCIDR(given)) return null
  const [base, bits] = ipaddr.parseCIDR(given)
  return `${base.toString()}/${bits}`
}

const network = z
  .string()
  .trim()
  .max(64)
  .transform((given, context) => {
    const read = readNetwork(given)
    if (read !== null) return read
    context.addIssue({ code: 'custom', message: 'must be an address or a network like 203.0.113.0/24' })
    return z.NEVER
  })

export const keyBody = z.strictObject({
  name: text(100),
  mode: z
    .enum(['live', 'test'])
    .default('live')
    .describe('A test key reaches channels of the simulator and no others.'),
  permissions: z.array(z.enum(PERMISSIONS)).min(1, 'must name at least one').max(100),
  expiresAt: z.iso
    .datetime({ offset: true, error: 'must be a moment like 2030-01-31T12:00:00Z' })
    .refine(moment => Date.parse(moment) > Date.now(), 'must be in the future')
    .nullable()
    .optional(),
  allowedAddresses: z
    .array(network)
    .max(50)
    .default([])
    .describe('Addresses and networks (CIDR) from which it may be used; empty: from everywhere.'),
})
export type KeyInput = z.output<typeof keyBody>

export const rotateBody = z.strictObject({
  overlapMinutes: z
    .int()
    .min(0)
    .max(7 * 24 * 60)
    .default(60)
    .describe('For so long the key before is accepted too.'),
})

export const keyParams = z.object({ id: idParam('apiKey') })

export const keyView = z
  .object({
    id: z.string(),
    name: z.string(),
    mode: z.enum(['live', 'test']),
    prefix: z.string().describe('The first characters of the key.'),
    permissions: z.array(z.string()),
    allowedAddresses: z.array(z.string()),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    rotatedAt: z.iso.datetime().nullable(),
    previousUntil: z.iso.datetime().nullable().describe('Until when the key before the last rotation is accepted.'),
    lastUsedAt: z.iso.datetime().nullable().describe('To the minute.'),
    _links: z.record(z.string(), z.string()),
  })
  .meta({ id: 'ApiKey' })

export const keyMadeView = keyView.extend({ key: z.string().describe('Shown here and never again.') })
