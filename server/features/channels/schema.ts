import { z } from 'zod'
import { idParam, linksAnswer, pageQuery } from '../../platform/http/index.ts'
import { PHONE_FAULTS, readPhone } from '../../platform/phone/index.ts'
import { skills } from '../identity/index.ts'
import { text } from '../tenancy/index.ts'
import { meaningView } from './contract/meaning.schema.ts'
import { allTransports, providerNames } from './contract/provider-lookup.ts'

export const channelParams = z.object({ id: idParam('channel') })

export const channelsQuery = pageQuery

const name = text(100)

/** Read late, so that all providers are registered. */
const provider = z.lazy(() => z.enum(providerNames()))

/** What connecting takes, with the credentials of each provider. */
export const connectBody = () =>
  z.object({
    provider,
    name,
    credentials: z
      .record(z.string(), z.unknown())
      .default({})
      .describe(
        `${allTransports()
          .map(transport => `${transport.provider}: ${transport.credentialsText}`)
          .join('; ')}. Encrypted, never returned.`,
      ),
  })

export const updateBody = z
  .object({
    name: name.optional(),
    credentials: z.record(z.string(), z.unknown()).optional().describe('Only what changes.'),
    sending: z
      .strictObject({
        perSecond: z.number().min(0.01).max(1000).optional(),
        burst: z.number().int().min(1).max(1000).optional(),
      })
      .nullable()
      .optional()
      .describe('How fast the number may send; null: as its provider allows.'),
    skills: skills.optional().describe('What somebody needs to be given its conversations by automatic assignment.'),
  })
  .refine(body => Object.values(body).some(value => value !== undefined), 'Give name, credentials, sending or skills.')

export const channelAnswer = z
  .object({
    id: z.string(),
    provider,
    name: z.string(),
    phoneNumber: z.string().nullable(),
    /** The provider's own id of the number. */
    externalId: z.string().nullable(),
    status: z.enum(['connecting', 'qr', 'connected', 'degraded', 'disconnected', 'error']),
    statusReason: z.string().nullable().describe('Why it is not connected, in English, often in the provider’s words.'),
    statusMeaning: meaningView.nullable(),
    capabilities: z.record(z.string(), z.boolean()),
    abilities: z
      .object({
        linked: z.boolean().describe('It is a phone that is linked by a code, started and stopped.'),
        testable: z.boolean().describe('The provider can be asked whether it works.'),
        webhook: z.boolean().describe('A person enters its callback URL at the provider.'),
        rehearsal: z.boolean().describe('Nothing leaves this server; its customer is a phone drawn on the screen.'),
      })
      .describe('What can be done with the channel itself.'),
    /** The sizes and counts behind the capabilities. */
    limits: z.object({
      textLength: z.number(),
      buttons: z.number(),
      listRows: z.number(),
      media: z.record(
        z.string(),
        z.object({ maxBytes: z.number(), mimeTypes: z.array(z.string()), caption: z.number() }),
      ),
    }),
    webhookUrl: z.string().nullable().describe('What to enter as callback URL at the provider.'),
    receiving: z
      .enum(['unreachable', 'waiting', 'proven'])
      .nullable()
      .describe(
        'Whether messages arrive: the provider cannot call the callback URL (it leads nowhere in the Internet, or is not https where it must be), has not called it yet, or has. null: nothing is to be entered at the provider.',
      ),
    verifyToken: z.string().optional().describe('What to enter beside it; shown to those who may change channels.'),
    lastInboundAt: z.string().nullable(),
    /** How fast it may send: messages a second, and how many at once. */
    sending: z.object({ perSecond: z.number(), burst: z.number() }),
    /** The last day, of one channel alone. */
    health: z
      .object({
        /** The share of all sends that the provider accepted; null: there were none. */
        successRate: z.number().nullable(),
        sends: z.number(),
        /** Messages that wait to be sent now. */
        waiting: z.number(),
        lastSentAt: z.string().nullable(),
        lastReportAt: z.string().nullable(),
      })
      .optional(),
    skills: z.array(z.string()).describe('What somebody needs to be given its conversations by automatic assignment.'),
    createdAt: z.string(),
    updatedAt: z.string(),
    _links: linksAnswer,
  })
  .meta({ id: 'Channel' })
export type ChannelAnswer = z.infer<typeof channelAnswer>

export const linkCodeAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('qr'),
    pngBase64: z.string(),
    expiresInSeconds: z.number().describe('Ask again by then.'),
  }),
  z.object({ kind: z.literal('linked') }),
  z.object({ kind: z.literal('waiting').describe('There is no code now: the session starts, or has to be started.') }),
])

/** A text read as a number in E.164; adds an issue that says why it is none. */
function phone(text: string, { addIssue }: { addIssue(issue: { code: 'custom'; message: string }): void }): string {
  const { phone, fault } = readPhone(text, { bare: 'international' })
  if (fault) addIssue({ code: 'custom', message: `must be a phone like +212612345678. ${PHONE_FAULTS[fault]}` })
  return phone ?? ''
}

export const pairingBody = z.object({
  phoneNumber: z
    .string()
    .max(100)
    .transform(phone)
    .describe('The number of the phone that is to be linked, with its country code.'),
})

/** A customer: a phone with its country code, with or without '+', or the id of somebody who shows no phone. */
const customer = z
  .string()
  .max(200)
  .transform((text, context) => (isUserId(text.trim()) ? text.trim() : phone(text, context)))

const isUserId = (text: string): boolean => /^[A-Za-z]{2}\.[A-Za-z0-9.]{3,128}$/.test(text)

const mediaKind = z.enum(['image', 'video', 'audio', 'document', 'sticker'])

/** What a customer would send; its type says which key must be there. */
export const simulatedMessageBody = z
  .object({
    channelId: idParam('channel'),
    from: customer,
    name: z.string().trim().min(1).max(200).optional(),
    type: z.enum(['text', 'interactive', 'button', 'location', 'contacts', 'reaction', 'call', ...mediaKind.options]),
    text: z.object({ body: z.string().min(1).max(4096) }).optional(),
    interactive: z
      .discriminatedUnion('type', [
        z.object({
          type: z.literal('button_reply'),
          button_reply: z.object({ id: z.string().min(1).max(256), title: z.string().min(1).max(100) }),
        }),
        z.object({
          type: z.literal('list_reply'),
          list_reply: z.object({
            id: z.string().min(1).max(256),
            title: z.string().min(1).max(100),
            description: z.string().max(200).optional(),
          }),
        }),
      ])
      .optional(),
    button: z.object({ text: z.string().min(1).max(100), payload: z.string().max(256).optional() }).optional(),
    location: z
      .object({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
        name: z.string().max(1000).optional(),
        address: z.string().max(1000).optional(),
      })
      .optional(),
    media: z
      .object({
        kind: mediaKind.optional(),
        id: z.string().max(200).optional(),
        link: z
          .url({ protocol: /^https?$/ })
          .max(2000)
          .optional(),
        mimeType: z.string().max(200).optional(),
        caption: z.string().max(1024).optional(),
        filename: z.string().max(240).optional(),
        voice: z.boolean().optional(),
      })
      .optional(),
    contacts: z
      .array(z.object({ name: z.string().max(200), phones: z.array(z.object({ phone: z.string().max(40) })).max(10) }))
      .max(10)
      .optional(),
    reaction: z.object({ messageId: z.string().min(1).max(300), emoji: z.string().max(20).nullable() }).optional(),
    call: z
      .object({
        outcome: z.enum(['missed', 'answered']),
        seconds: z.number().int().min(1).max(86_400).optional().describe('How long an answered call was.'),
      })
      .optional(),
    contextMessageId: z.string().max(300).optional(),
    groupId: z.string().trim().min(1).max(128).optional().describe('The group it is written in; any name of your own.'),
    groupName: z.string().trim().min(1).max(200).optional(),
  })
  .superRefine((body, check) => {
    const media = mediaKind.safeParse(body.type).success
    const key = media ? 'media' : (body.type as 'text')
    if (body[key] === undefined) {
      check.addIssue({ code: 'custom', path: [key], message: `is required for type ${body.type}` })
    }
    if (media && body.media && !body.media.link && !body.media.id) {
      check.addIssue({ code: 'custom', path: ['media'], message: 'needs a link or an id' })
    }
  })
export type SimulatedMessageBody = z.infer<typeof simulatedMessageBody>

export const simulatedMessageAnswer = z.object({ providerMessageId: z.string() })

export const simulatedStatusBody = z.object({
  channelId: idParam('channel'),
  messageId: z.string().min(1).max(300).describe('providerMessageId of a message the business sent.'),
  status: z.enum(['sent', 'delivered', 'read', 'played', 'failed']),
})

export const simulatedStatusAnswer = z.object({ accepted: z.literal(true) })
