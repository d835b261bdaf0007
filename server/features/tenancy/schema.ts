import { z } from 'zod'
import { readCurrency, readLocale, readTimezone } from './region.ts'

/** Text that `reader` understands; its result is the value. */
const read = (reader: (text: string) => string | null, says: string) =>
  z
    .string()
    .trim()
    .transform((text, context) => {
      const value = reader(text)
      if (value !== null) return value
      context.addIssue({ code: 'custom', message: says })
      return z.NEVER
    })

export const locale = read(readLocale, 'must be en, fr or ar, with a country when needed, like ar-MA')
export const timezone = read(readTimezone, 'must be an IANA time zone like Africa/Casablanca')
export const currency = read(readCurrency, 'must be an ISO 4217 currency like MAD or EUR')

/** Text that the database can keep: JSON can write sequences that are not characters. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .refine(value => value.isWellFormed() && !value.includes('\0'), 'must not hold broken or NUL characters')

export const tenantName = text(200)

export const BUSINESS_TYPES = ['restaurant', 'pharmacy', 'retail', 'delivery', 'support'] as const
export type BusinessType = (typeof BUSINESS_TYPES)[number]
export const businessType = z.enum(BUSINESS_TYPES, { error: `must be one of ${BUSINESS_TYPES.join(', ')}` })

const greeting = text(1000).nullable()

/** Bounds of the bot's work; unset: the defaults of the bots. */
const botBounds = {
  /** After so long without a message, a conversation with the bot begins anew. */
  idleMinutes: z.int().min(1).max(1440).optional(),
  /** Hours after a person's last word for which the bot leaves the conversation to people. Resolving gives it back at once. */
  silenceHours: z.number().min(0.25).max(8760).optional(),
  /** What a customer writes within so many seconds after an answer is answered together; 0: each message by itself. */
  groupSeconds: z.number().min(0).max(5).optional(),
  /** How many messages a minute the bot answers, in all and of one customer. Others are stored as always, without an answer. */
  messagesPerMinute: z.int().min(1).max(100_000).optional(),
  customerMessagesPerMinute: z.int().min(1).max(1000).optional(),
}

/** The hour at which a business's day ends and the next begins: what a kitchen serves after midnight belongs to the evening before. */
const dayEndsAt = z.int().min(0).max(6)

export const ASSIGNMENT_MODES = ['off', 'round_robin', 'least_loaded'] as const

const shift = z
  .strictObject({
    day: z.int().min(1).max(7).describe('1: Monday, 7: Sunday'),
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:00'),
    to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time like 17:30'),
  })
  .refine(({ from, to }) => from < to, 'must end after it begins; what goes past midnight is two')

/** How conversations come to people by themselves. */
const assignmentRules = {
  mode: z.enum(ASSIGNMENT_MODES),
  /** Open conversations of one person at one time, unless the person has another number. */
  capacity: z.int().min(1).max(1000),
  /** People who are away get conversations, too. */
  alsoAway: z.boolean(),
  /** By the clock of the business; null: always. */
  workingHours: z.array(shift).max(50).nullable(),
}

/** The settings of a business as they are read: what was never set has its default. */
export const settings = z.object({
  bot: z
    .object({
      /** Off: the bot does not answer. */
      enabled: z.boolean().default(true),
      /** The bot's greeting; null: the built-in text in the customer's language. */
      greeting: greeting.default(null),
      ...botBounds,
    })
    .prefault({}),
  dayEndsAt: dayEndsAt.default(0),
  assignment: z
    .object({
      mode: assignmentRules.mode.default('off'),
      capacity: assignmentRules.capacity.default(10),
      alsoAway: assignmentRules.alsoAway.default(false),
      workingHours: assignmentRules.workingHours.default(null),
    })
    .prefault({}),
})
export type Settings = z.infer<typeof settings>

const settingsPatch = z.strictObject({
  bot: z.strictObject({ enabled: z.boolean().optional(), greeting: greeting.optional(), ...botBounds }).optional(),
  dayEndsAt: dayEndsAt.optional(),
  assignment: z.strictObject(assignmentRules).partial().optional(),
})

export const branding = z.object({
  themeColor: z.string().nullable().default(null),
  themeName: z.string().nullable().default(null),
  logoUrl: z.string().nullable().default(null),
})
export type Branding = z.infer<typeof branding>

const brandingPatch = z.strictObject({
  themeColor: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour like #0d9488')
    .nullable()
    .optional(),
  themeName: text(50).nullable().optional(),
  logoUrl: z
    .url({ protocol: /^https$/, error: 'must be an https address' })
    .max(2000)
    .nullable()
    .optional(),
})

export const tenantPatch = z.strictObject({
  name: tenantName.optional(),
  locale: locale.optional(),
  timezone: timezone.optional(),
  currency: currency.optional(),
  settings: settingsPatch.optional(),
  branding: brandingPatch.optional(),
})
export type TenantPatch = z.infer<typeof tenantPatch>

export const tenantView = z
  .object({
    id: z.string(),
    name: z.string(),
    businessType: z.enum(BUSINESS_TYPES),
    status: z.enum(['active', 'trial', 'suspended']),
    locale: z.string(),
    timezone: z.string(),
    currency: z.string(),
    /** Digits after the point in that currency, by ISO 4217. */
    currencyDigits: z.number(),
    settings,
    branding,
    plan: z.string(),
    requireTwoFactor: z
      .boolean()
      .describe('Its people need a second factor; changed with PUT /api/v1/two-factor/policy'),
  })
  .meta({ id: 'Tenant' })
export type TenantView = z.infer<typeof tenantView>

/** A month's use of something that plans limit. */
const usageView = z.object({
  used: z.number(),
  /** Null: no limit. */
  limit: z.number().nullable(),
  resetsAt: z.string(),
})

/** The bytes of files from customers. */
const filesView = z.object({
  used: z.number(),
  limit: z.number(),
  full: z.boolean().meta({ description: 'A file was not taken over, because it did not fit under this limit.' }),
})

export const tenantWithUsage = tenantView.extend({
  features: z.array(z.string()).describe('What the plan has: api_access, branding, analytics, own_database.'),
  usage: z.object({ messages: usageView, receivedBytes: filesView }),
})
export type TenantWithUsage = z.infer<typeof tenantWithUsage>
