import { z } from 'zod'
import { fieldsQuery, idParam, linksAnswer, pageQuery } from '../../platform/http/index.ts'
import { locale, text } from '../tenancy/index.ts'
import { IDENTITY_KINDS } from './identity.ts'

const fieldValue = z.union([text(2000), z.literal(''), z.number(), z.boolean(), z.null()])
const fieldName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'must be letters, digits and _, starting with a letter')

export const contactIdParam = z.object({ id: idParam('contact') })

export const contactQuery = pageQuery.extend(fieldsQuery.shape).extend({
  q: text(100).optional().meta({ description: 'Part of a name, phone number or user name' }),
})

/** The place where a page of contacts starts: the last contact of the page before. */
export const contactPlace = z.object({ beyond: z.uuid() })

export const contactPatch = z.strictObject({
  name: text(200).nullable().optional(),
  locale: locale.nullable().optional(),
  /** Merged with the existing fields; null removes a field. */
  fields: z
    .record(fieldName, fieldValue)
    .refine(fields => Object.keys(fields).length <= 50, 'must have at most 50 fields')
    .optional(),
})
export type ContactPatch = z.infer<typeof contactPatch>

export const contactView = z
  .object({
    id: z.string(),
    /** Null until the person or a colleague gives one. */
    name: z.string().nullable(),
    /** The name, or the phone number of somebody without one. */
    displayName: z.string(),
    phone: z.string().nullable(),
    locale: z.string().nullable(),
    fields: z.record(z.string(), fieldValue),
    identities: z.array(z.object({ kind: z.enum(IDENTITY_KINDS), value: z.string() })),
    /** Since when they want no message that the business starts; null: they have not said so. */
    optedOutAt: z.string().nullable(),
    /** Since when they want no marketing. */
    marketingOptedOutAt: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
    _links: linksAnswer,
  })
  .meta({ id: 'Contact' })
export type ContactView = z.infer<typeof contactView>
