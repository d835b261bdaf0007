import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '../../../../platform/context.ts'
import type {
  Identity,
  InboundMessage,
  InboundStatus,
  OutboundMessage,
  ParsedDelivery,
  SendOutcome,
} from '../../contract/message.ts'
import type { ChannelAddress, Credentials, RawDelivery, SendingChannel, Transport } from '../../contract/transport.ts'
import { arrayOf, objectOf, parseJson, present, textOf } from '../../reading/json.ts'
import { storeSimulated } from './simulated.ts'
import { simulatorRoutes } from './simulator.routes.ts'
import { TEMPLATES } from './templates.ts'

const MB = 1024 * 1024

/** What the channel that every business starts with is called. */
const NAMES: Record<string, string> = { ar: 'محاكي الهاتف', fr: 'Simulateur de téléphone' }

/** The channel whose customers sit before a phone drawn on the screen. Nothing leaves the server. */
export const simulator: Transport = {
  provider: 'simulator',
  capabilities: {
    textLength: 4096,
    media: {
      image: { maxBytes: 5 * MB, mimeTypes: ['image/jpeg', 'image/png', 'image/webp'], caption: 1024 },
      video: { maxBytes: 16 * MB, mimeTypes: ['video/mp4', 'video/3gpp'], caption: 1024 },
      audio: {
        maxBytes: 16 * MB,
        mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
        caption: 0,
      },
      document: { maxBytes: 100 * MB, mimeTypes: ['*'], caption: 1024 },
      sticker: { maxBytes: MB / 2, mimeTypes: ['image/webp'], caption: 0 },
    },
    buttons: 3,
    listRows: 10,
    ctaUrl: true,
    locationRequest: true,
    products: true,
    flows: true,
    location: true,
    contacts: true,
    templates: true,
    reactions: true,
    quotes: true,
    readReceipts: false,
    typing: false,
    groups: true,
    window: true,
  },
  pace: { perSecond: 1000, burst: 1000 },
  templateNames: TEMPLATES,
  rehearsal: true,
  meaning: () => ({
    class: 'permanent',
    text: 'The simulator refused the message.',
    nextStep: 'Send it again.',
    documented: false,
  }),
  credentials: z.strictObject({}).transform(() => ({})),
  credentialsText: '{}',
  routes: simulatorRoutes,
  starterName: locale => NAMES[locale.slice(0, 2)] ?? 'Phone simulator',
  route: () => ({ number: null, account: null }),
  parse,
  send,
  check: async () => ({ ok: true }),
}

function parse(raw: RawDelivery, channel: ChannelAddress): ParsedDelivery {
  const delivery = objectOf(parseJson(raw.body))
  return {
    messages: arrayOf(delivery?.messages).flatMap(item => readMessage(item, raw, channel) ?? []),
    statuses: arrayOf(delivery?.statuses).flatMap(item => readStatus(item, raw) ?? []),
    notices: [],
  }
}

function readMessage(item: unknown, raw: RawDelivery, channel: ChannelAddress): InboundMessage | undefined {
  const message = objectOf(item)
  const [id, from, type] = [textOf(message?.id), textOf(message?.from), textOf(message?.type)]
  if (!message || !id || !from || !type) return undefined
  const own = identitiesOf(from, channel.id)
  const { kind, value } = own.at(-1)!
  const identities = [...own, ...arrayOf(message.identities).flatMap(readIdentity)]
  return present<InboundMessage>({
    providerMessageId: id,
    direction: message.direction === 'outbound' ? 'outbound' : 'inbound',
    type,
    content: objectOf(message.content) ?? {},
    identities,
    address: { kind, value },
    profileName: textOf(message.name),
    replyToProviderId: textOf(message.replyTo),
    groupId: textOf(message.groupId),
    groupName: textOf(message.groupName),
    historic: message.historic === true ? true : undefined,
    at: timeOf(message.at, raw),
  })
}

/** Other names of the same person, as our own tests and demos give them. */
function readIdentity(item: unknown): Identity[] {
  const { success, data } = identity.safeParse(item)
  return success ? [data] : []
}

const identity = z.object({
  kind: z.enum(['phone', 'wa_id', 'bsuid', 'lid', 'username']),
  scope: z.string(),
  value: z.string().min(1),
})

/** Digits are a phone, as WhatsApp writes it; anything else is the id of somebody who shows none, known here alone. */
function identitiesOf(from: string, channelId: string): Identity[] {
  if (!/^\d+$/.test(from)) return [{ kind: 'bsuid', scope: channelId, value: from }]
  return [
    { kind: 'phone', scope: '', value: `+${from}` },
    { kind: 'wa_id', scope: '', value: from },
  ]
}

function readStatus(item: unknown, raw: RawDelivery): InboundStatus | undefined {
  const status = objectOf(item)
  const [id, name] = [textOf(status?.id), textOf(status?.status)]
  if (!status || !id || !name) return undefined
  const callbackData = textOf(status.callbackData)
  return present<InboundStatus>({ providerMessageId: id, status: name, at: timeOf(status.at, raw), callbackData })
}

function timeOf(value: unknown, raw: RawDelivery): Date {
  const at = new Date(textOf(value) ?? '')
  return Number.isNaN(at.getTime()) ? raw.receivedAt : at
}

/** Accepts at once; the phone has it a moment later. Statuses go the way of any provider's. */
async function send(
  context: Context,
  channel: SendingChannel,
  _credentials: Credentials,
  message: OutboundMessage,
): Promise<SendOutcome> {
  const { template } = message.content
  if (template && !TEMPLATES.includes(template.name)) {
    const error = {
      code: 132001,
      title: 'Template name does not exist',
      details: `There is no template ${template.name}.`,
    }
    return { kind: 'refused', retry: 'never', class: 'fix_call', error }
  }
  const id = `sim.${randomUUID()}`
  const at = context.clock.now().toISOString()
  const { callbackData } = message
  try {
    await storeSimulated(context, channel, {
      statuses: [
        { id, status: 'sent', callbackData, at },
        { id, status: 'delivered', callbackData, at },
      ],
    })
  } catch (error) {
    // The simulated provider is this database: what it did not store it did not accept.
    const details = error instanceof Error ? error.message : String(error)
    return { kind: 'refused', retry: 'later', error: { code: 'unreachable', title: 'The simulator is away', details } }
  }
  return { kind: 'accepted', providerMessageId: id }
}
