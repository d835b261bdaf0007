import { z } from 'zod'
import { fieldsQuery, idParam, linksAnswer, pageQuery } from '../../../platform/http/index.ts'
import { minorDigits } from '../../../platform/money/index.ts'
import { currency, LANGUAGES, text } from '../../tenancy/index.ts'

/** A language in which a name may be given besides the tenant's own. */
export type Locale = (typeof LANGUAGES)[number]

/** Like `text`, but may be empty. */
function textOrNothing(longest: number) {
  return z.union([z.string().trim().length(0), text(longest)])
}

/**
 * Minor units and ISO 4217 code. The bound keeps every possible total of an order below 2^53. A price may be sent back as it was
 * read, with its `digits`. They are refused when they are not those of the currency: the sender then means another amount.
 */
export const money = z
  .strictObject({
    amount: z.int().min(0).max(10_000_000_000).describe('In minor units: 1250 with SAR is 12.50'),
    currency,
    digits: z
      .int()
      .optional()
      .describe('Digits after the point by ISO 4217; refused when it is not what the currency has'),
  })
  .superRefine(({ currency, digits }, { addIssue }) => {
    const right = minorDigits(currency)
    if (digits !== undefined && digits !== right)
      addIssue({
        code: 'custom',
        path: ['digits'],
        message: `must be ${right}: the minor unit of ${currency} by ISO 4217`,
      })
  })
  .transform(({ amount, currency }) => ({ amount, currency }))

/** An amount in an answer. */
export const moneyAnswer = z.object({
  amount: z.number().describe('In minor units'),
  currency: z.string(),
  digits: z.number().describe('Digits after the point by ISO 4217: `amount / 10^digits` is the price'),
})

const name = text(120)
const description = textOrNothing(2000)
const position = z.int().min(0).max(1_000_000).describe('Place in lists; at the end when left out')
const phone = textOrNothing(32)

const translations = z
  .partialRecord(z.enum(LANGUAGES), z.strictObject({ name: name.optional(), description: description.optional() }))
  .describe('{"ar": {"name": "…"}}: what customers of that language read')

export const categoryBody = z.strictObject({
  name,
  translations: translations.default({}),
  position: position.optional(),
})
export const categoryPatch = categoryBody.extend({ translations }).partial()

export const itemBody = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,19}$/u, 'must be 1 to 20 letters, digits, - or _')
    .describe('What customers type to order: #01'),
  name,
  description: description.default(''),
  translations: translations.default({}),
  price: money,
  categoryId: idParam('category').nullish(),
  available: z.boolean().default(true),
  imageUrl: text(2000)
    .pipe(z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }))
    .nullish(),
  position: position.optional(),
})
export const itemPatch = itemBody.extend({ description, translations, available: z.boolean() }).partial()

export const branchBody = z.strictObject({
  name,
  translations: translations.default({}),
  address: textOrNothing(500).default(''),
  phone: phone.nullish(),
  available: z.boolean().default(true),
  position: position.optional(),
})
export const branchPatch = branchBody
  .extend({ translations, address: textOrNothing(500), available: z.boolean() })
  .partial()

export type CategoryBody = z.output<typeof categoryBody>
export type ItemBody = z.output<typeof itemBody>
export type BranchBody = z.output<typeof branchBody>

export const categoryParams = z.object({ id: idParam('category') })
export const itemParams = z.object({ id: idParam('item') })
export const branchParams = z.object({ id: idParam('branch') })

export const catalogQuery = pageQuery.extend(fieldsQuery.shape)
export const itemQuery = catalogQuery.extend({
  categoryId: idParam('category').optional(),
  available: z.stringbool().optional(),
  code: text(20).optional(),
})

/** The last row of a page; the next page of a catalogue list begins after it. */
export const catalogPlace = z.tuple([z.int32(), z.uuid()])

const times = { createdAt: z.string(), updatedAt: z.string(), _links: linksAnswer }
const words = z.object({ name: z.string().optional(), description: z.string().optional() })
const translationsAnswer = z.partialRecord(z.enum(LANGUAGES), words)

export const categoryAnswer = z.object({
  id: z.string(),
  name: z.string(),
  translations: translationsAnswer,
  position: z.number(),
  ...times,
})
export const itemAnswer = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  description: z.string(),
  translations: translationsAnswer,
  price: moneyAnswer,
  categoryId: z.string().nullable(),
  available: z.boolean(),
  imageUrl: z.string().nullable(),
  position: z.number(),
  ...times,
})
export const branchAnswer = z.object({
  id: z.string(),
  name: z.string(),
  translations: translationsAnswer,
  address: z.string(),
  phone: z.string().nullable(),
  available: z.boolean(),
  position: z.number(),
  ...times,
})
