import { z } from 'zod'

const digits = z.string().regex(/^\d{3,20}$/, 'must be digits')
const webUrl = z.url({ protocol: /^https?$/ })
const common = {
  name: z.string().optional(),
  text: z.string().optional(),
  id: z.string().optional(),
  copies: z.number().int().positive().max(1000).optional(),
  /** Answer only when the webhook was acknowledged or given up. */
  wait: z.boolean().optional(),
}
const somebody = (input: { from?: string | undefined; userId?: string | undefined }) =>
  input.from !== undefined || input.userId !== undefined

/** `POST /twin/inbound`: what a customer of a number at Meta does. */
export const inboundInput = z
  .strictObject({
    ...common,
    phoneNumberId: z.string().min(1),
    wabaId: z.string().optional(),
    from: digits.optional(),
    userId: z.string().optional(),
    username: z.string().optional(),
    message: z.looseObject({ type: z.string().min(1) }).optional(),
    contextMessageId: z.string().optional(),
    referral: z.record(z.string(), z.unknown()).optional(),
    forwarded: z.enum(['once', 'often']).optional(),
    group: z.string().min(1).optional(),
    timestamp: z.number().int().optional(),
  })
  .refine(somebody, 'one of from and userId is required')
  .refine(input => input.text !== undefined || input.message !== undefined, 'one of text and message is required')

const file = z.strictObject({ mimeType: z.string().min(1), base64: z.string().optional() })
const phone = (words: string) => z.string().regex(/^\+\d{6,15}$/, words)

/** `POST /twin/twilio/inbound`: what a customer of a business on Twilio does. */
export const twilioInbound = z
  .strictObject({
    ...common,
    to: phone('must be the business’s number: +14155238886'),
    from: phone('must be a number: +212600000001').optional(),
    userId: z.string().min(1).optional(),
    account: z.string().optional(),
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
    repliedToSender: z.string().optional(),
    referral: z.record(z.string(), z.string()).optional(),
    forwarded: z.enum(['once', 'often']).optional(),
    optOut: z.enum(['STOP', 'START', 'HELP']).optional(),
    more: z.record(z.string(), z.string()).optional(),
  })
  .refine(somebody, 'one of from and userId is required')

/** `POST /twin/twilio/raw`: a form or a JSON text, signed or deliberately not. */
export const twilioRaw = z
  .strictObject({
    form: z.record(z.string(), z.string()).optional(),
    json: z.unknown().optional(),
    url: webUrl.optional(),
    account: z.string().optional(),
    signature: z.enum(['valid', 'invalid', 'missing']).optional(),
    copies: common.copies,
    wait: common.wait,
  })
  .refine(input => (input.form === undefined) !== (input.json === undefined), 'one of form and json is required')

/** `POST /twin/twilio/accounts`. */
export const twilioAccount = z.strictObject({
  sid: z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits'),
  token: z.string().min(1).optional(),
  webhookUrl: webUrl.optional(),
})

/** `POST /twin/twilio/senders`. */
export const twilioSender = z.strictObject({ number: phone('must be a number'), webhookUrl: webUrl.optional() })

/** `POST /twin/twilio/content/:sid`: what WhatsApp decides. */
export const contentDecision = z.strictObject({
  status: z.enum(['received', 'pending', 'approved', 'rejected', 'paused', 'disabled']),
  reason: z.string().optional(),
})

/** `POST /twin/waha/inbound`: what a customer of a linked phone does. */
export const wahaInbound = z.strictObject({
  ...common,
  session: z.string().min(1),
  from: z.string().min(3),
  media: file.extend({ filename: z.string().optional(), caption: z.string().optional() }).optional(),
  location: z.strictObject({ latitude: z.number(), longitude: z.number(), title: z.string().optional() }).optional(),
  vcard: z.string().optional(),
  group: z.string().endsWith('@g.us').optional(),
  reaction: z.strictObject({ messageId: z.string(), text: z.string() }).optional(),
  edit: z.strictObject({ messageId: z.string(), text: z.string() }).optional(),
  revoke: z.strictObject({ messageId: z.string() }).optional(),
  pollVote: z.strictObject({ pollId: z.string(), selectedOptions: z.array(z.string()) }).optional(),
  fromPhone: z.boolean().optional(),
  silent: z.boolean().optional(),
  repliedTo: z.string().optional(),
  timestamp: z.number().optional(),
  more: z.record(z.string(), z.unknown()).optional(),
})

/** `POST /twin/calls`: a customer calls a number at Meta. */
export const callInput = z
  .strictObject({
    phoneNumberId: z.string().regex(/^\d+$/, 'must be digits'),
    wabaId: z.string().optional(),
    from: digits.optional(),
    userId: z.string().min(1).optional(),
    name: common.name,
    outcome: z.enum(['missed', 'answered', 'ringing']).optional(),
    seconds: z.number().int().positive().max(86_400).optional(),
    id: common.id,
    wait: common.wait,
  })
  .refine(somebody, 'one of from and userId is required')

/** `POST /twin/waha/calls`: a customer calls a linked phone. */
export const wahaCallInput = z.strictObject({
  session: z.string().min(1),
  from: z.string().min(3),
  outcome: z.enum(['missed', 'answered', 'rejected', 'ringing']).optional(),
  video: z.boolean().optional(),
  id: common.id,
  wait: common.wait,
})

/** `POST /twin/waha/events`: any event of a session, with the payload as it is. */
export const wahaEvent = z.strictObject({
  session: z.string().min(1),
  event: z.string().min(1),
  payload: z.unknown(),
  wait: common.wait,
})
