import { z } from 'zod'
import { PROVIDERS } from '../provider.ts'
import { ENTRY_KINDS } from '../record/journal.ts'

const probability = z.number().min(0).max(1)
const duration = z.number().int().nonnegative()
const digits = z.string().regex(/^\d{3,20}$/, 'must be digits')
const numberId = z.string().min(1)

/** One scripted misbehaviour (see `FaultRule`). */
export const faultRule = z.strictObject({
  id: z.string().min(1).optional(),
  match: z
    .strictObject({
      op: z.enum(['send', 'read', 'media_upload', 'media_get', 'media_download', 'lookup', 'manage', '*']).optional(),
      provider: z.enum(['meta', 'twilio', 'waha']).optional(),
      phoneNumberId: numberId.optional(),
      to: z.string().min(1).optional(),
      type: z.string().min(1).optional(),
    })
    .optional(),
  fault: z.enum([
    'latency',
    'timeout_before',
    'timeout_after',
    'reset_before',
    'reset_after',
    'error',
    'redirect',
    'undeliverable',
  ]),
  status: z.number().int().min(200).max(599).optional(),
  code: z.number().int().nonnegative().optional(),
  malformed: z.union([z.boolean(), z.enum(['truncated', 'no_id', 'html', 'empty', 'cut'])]).optional(),
  accepted: z.boolean().optional(),
  ms: duration.optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  probability: probability.optional(),
  times: z.number().int().positive().optional(),
  skip: z.number().int().nonnegative().optional(),
})

/** How statuses misbehave (see `StatusFaults`). */
export const statusFaults = z.strictObject({
  duplicate: probability.optional(),
  copies: z.number().int().positive().max(100).optional(),
  reorder: probability.optional(),
  drop: probability.optional(),
  dropOnly: z.array(z.enum(['queued', 'sent', 'delivered', 'read', 'failed'])).optional(),
  delayMs: z.union([duration, z.tuple([duration, duration])]).optional(),
  withoutCallbackData: probability.optional(),
})

/** How webhooks misbehave (see `WebhookFaults`). */
export const webhookFaults = z.strictObject({
  duplicate: probability.optional(),
  copies: z.number().int().positive().max(100).optional(),
  poison: probability.optional(),
  badSignature: probability.optional(),
  delayMs: z.union([duration, z.tuple([duration, duration])]).optional(),
})

/** `POST /twin/faults`. What is given replaces what was there; what is absent stays. */
export const faultConfig = z.strictObject({
  seed: z.number().int().optional(),
  rules: z.array(faultRule).optional(),
  statuses: statusFaults.optional(),
  webhooks: webhookFaults.optional(),
})
export type FaultConfig = z.input<typeof faultConfig>

/** `POST /twin/config`: settings that may change while the twin runs. */
export const runtimeConfig = z.strictObject({
  webhookUrl: z.url({ protocol: /^https?$/ }).optional(),
  twilioWebhookUrl: z.url({ protocol: /^https?$/ }).optional(),
  appSecret: z.string().min(1).optional(),
  strict: z.boolean().optional(),
  answerMs: duration.optional(),
  windows: z.boolean().optional(),
  review: z
    .strictObject({
      ms: duration.optional(),
      outcome: z.enum(['approved', 'rejected']).optional(),
      reason: z.string().optional(),
    })
    .optional(),
  wahaEngine: z.enum(['GOWS', 'NOWEB', 'WEBJS']).optional(),
  statuses: z
    .strictObject({
      sentMs: duration.nullable().optional(),
      deliveredMs: duration.nullable().optional(),
      readMs: duration.nullable().optional(),
    })
    .optional(),
})
export type RuntimeConfig = z.input<typeof runtimeConfig>

/** `POST /twin/numbers`: adds or changes a business number. */
export const numberConfig = z.strictObject({
  id: z.string().regex(/^\d+$/, 'must be digits'),
  wabaId: z.string().regex(/^\d+$/, 'must be digits').optional(),
  displayPhoneNumber: digits.optional(),
  verifiedName: z.string().min(1).optional(),
  qualityRating: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  token: z.string().min(1).optional(),
  appSecret: z.string().min(1).optional(),
  webhookUrl: z.url({ protocol: /^https?$/ }).optional(),
})

/** `POST /twin/raw`: a body to be posted as it is. */
export const rawInput = z.strictObject({
  body: z.unknown(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  secret: z.string().optional(),
  phoneNumberId: z.string().optional(),
  signature: z.enum(['valid', 'invalid', 'missing']).optional(),
  copies: z.number().int().positive().max(1000).optional(),
  wait: z.boolean().optional(),
})

/** `POST /twin/statuses`: one status, now. What is absent is taken from the journal's entry of that message. */
export const statusInput = z.strictObject({
  wamid: z.string().min(1),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  code: z.number().int().optional(),
  timestamp: z.number().int().optional(),
  phoneNumberId: z.string().optional(),
  to: z.string().optional(),
  attemptId: z.string().optional(),
  withoutCallbackData: z.boolean().optional(),
})
export type StatusInput = z.input<typeof statusInput>

/** `GET /twin/journal`. */
export const journalQuery = z.object({
  after: z.coerce.number().int().nonnegative().default(0),
  kind: z.enum(ENTRY_KINDS).optional(),
  limit: z.coerce.number().int().positive().max(100_000).default(1000),
})

/** `GET /twin/summary`. */
export const summaryQuery = z.object({ ids: z.string().optional(), provider: z.enum(PROVIDERS).optional() })

/** `POST /twin/handshake`: verifies a callback as Meta does. */
export const handshakeInput = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).optional(),
  verifyToken: z.string(),
})

/** `POST /twin/away`: nobody answers at this address for this long, or calls are cut until this is turned off. */
export const awayInput = z.union([
  z.strictObject({ seconds: z.number().min(0.1).max(3600) }),
  z.strictObject({ on: z.boolean(), provider: z.enum(PROVIDERS).optional() }),
])
