import { z } from 'zod'
import { ENTRY_KINDS } from './journal.ts'

const probability = z.number().min(0).max(1)
const duration = z.number().int().nonnegative()
const digits = z.string().regex(/^\d{3,20}$/, 'must be digits')
const numberId = z.string().min(1)

/** One scripted misbehaviour (see `FaultRule`). */
export const faultRule = z.strictObject({
  id: z.string().min(1).optional(),
  match: z
    .strictObject({
      op: z.enum(['send', 'read', 'media_upload', 'media_get', 'media_download', 'manage', '*']).optional(),
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
    'undeliverable',
  ]),
  status: z.number().int().min(200).max(599).optional(),
  code: z.number().int().nonnegative().optional(),
  malformed: z.union([z.boolean(), z.enum(['truncated', 'no_id', 'html', 'empty', 'cut'])]).optional(),
  accepted: z.boolean().optional(),
  ms: duration.optional(),
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
  dropOnly: z.array(z.enum(['sent', 'delivered', 'read', 'failed'])).optional(),
  delayMs: z.union([duration, z.tuple([duration, duration])]).optional(),
  withoutCallbackData: probability.optional(),
})

/** `POST /twin/faults`. What is given replaces what was there; what is absent stays. */
export const faultConfig = z.strictObject({
  seed: z.number().int().optional(),
  rules: z.array(faultRule).optional(),
  statuses: statusFaults.optional(),
})
export type FaultConfig = z.input<typeof faultConfig>

/** `POST /twin/config`: settings that may change while the twin runs. */
export const runtimeConfig = z.strictObject({
  webhookUrl: z.url({ protocol: /^https?$/ }).optional(),
  twilioWebhookUrl: z.url({ protocol: /^https?$/ }).optional(),
  appSecret: z.string().min(1).optional(),
  strict: z.boolean().optional(),
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

/** `POST /twin/inbound`: what a customer does. */
export const inboundInput = z
  .strictObject({
    phoneNumberId: numberId,
    wabaId: z.string().optional(),
    from: digits.optional(),
    name: z.string().optional(),
    userId: z.string().optional(),
    text: z.string().optional(),
    message: z.looseObject({ type: z.string().min(1) }).optional(),
    contextMessageId: z.string().optional(),
    timestamp: z.number().int().optional(),
    id: z.string().optional(),
    copies: z.number().int().positive().max(1000).optional(),
    /** Answer only when the webhook was acknowledged or given up. */
    wait: z.boolean().optional(),
  })
  .refine(input => input.from !== undefined || input.userId !== undefined, 'one of from and userId is required')
  .refine(input => input.text !== undefined || input.message !== undefined, 'one of text and message is required')

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

/** `POST /twin/handshake`: verifies a callback as Meta does. */
export const handshakeInput = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).optional(),
  verifyToken: z.string(),
})

const file = z.strictObject({ mimeType: z.string().min(1), base64: z.string().optional() })

/** `POST /twin/twilio/inbound`: what a customer of a business on Twilio does. */
export const twilioInbound = z
  .strictObject({
    to: z.string().regex(/^\+\d{6,15}$/, 'must be the business’s number: +14155238886'),
    from: z
      .string()
      .regex(/^\+\d{6,15}$/, 'must be a number: +212600000001')
      .optional(),
    userId: z.string().min(1).optional(),
    name: z.string().optional(),
    account: z.string().optional(),
    text: z.string().optional(),
    media: z.array(file).max(10).optional(),
    location: z
      .strictObject({
        latitude: z.number(),
        longitude: z.number(),
        label: z.string().optional(),
        address: z.string().optional(),
      })
      .optional(),
    button: z.strictObject({ text: z.string(), payload: z.string().optional() }).optional(),
    list: z.strictObject({ id: z.string(), title: z.string() }).optional(),
    repliedTo: z.string().optional(),
    optOut: z.enum(['STOP', 'START', 'HELP']).optional(),
    more: z.record(z.string(), z.string()).optional(),
    id: z.string().optional(),
    copies: z.number().int().positive().max(1000).optional(),
    wait: z.boolean().optional(),
  })
  .refine(input => input.from !== undefined || input.userId !== undefined, 'one of from and userId is required')

/** `POST /twin/waha/inbound`: what a customer of a linked phone does. */
export const wahaInbound = z.strictObject({
  session: z.string().min(1),
  from: z.string().min(3),
  name: z.string().optional(),
  text: z.string().optional(),
  media: file.extend({ filename: z.string().optional(), caption: z.string().optional() }).optional(),
  location: z.strictObject({ latitude: z.number(), longitude: z.number(), title: z.string().optional() }).optional(),
  vcard: z.string().optional(),
  group: z.string().endsWith('@g.us').optional(),
  reaction: z.strictObject({ messageId: z.string(), text: z.string() }).optional(),
  edit: z.strictObject({ messageId: z.string(), text: z.string() }).optional(),
  revoke: z.strictObject({ messageId: z.string() }).optional(),
  fromPhone: z.boolean().optional(),
  repliedTo: z.string().optional(),
  id: z.string().optional(),
  copies: z.number().int().positive().max(1000).optional(),
  more: z.record(z.string(), z.unknown()).optional(),
  wait: z.boolean().optional(),
})

/** `POST /twin/waha/sessions/:session/scan`: the phone that scans the code. */
export const scanInput = z.strictObject({ phone: z.string().regex(/^\d{6,15}$/, 'must be digits') })

/** `POST /twin/away`: for so long nobody answers at this address. */
export const awayInput = z.strictObject({ seconds: z.number().min(0.1).max(3600) })
