import { sampleFile } from '../meta/inbound/samples.ts'
import type { Outcome } from '../webhooks.ts'
import { newSid, type Twilio } from './service.ts'

/** What a customer does, as `POST /twin/twilio/inbound` takes it. */
export interface TwilioInbound {
  /** The business's number: `+14155238886`. */
  to: string
  /** The customer's number; absent for somebody who shows none. */
  from?: string
  /** Business-scoped id, alone for somebody without a number: `US.1349…`. */
  userId?: string
  name?: string
  account?: string
  text?: string
  media?: { mimeType: string; base64?: string }[]
  location?: { latitude: number; longitude: number; label?: string; address?: string }
  /** A quick reply of a template. */
  button?: { text: string; payload?: string }
  list?: { id: string; title: string }
  /** The message that is answered, and whose it was. */
  repliedTo?: string
  repliedToSender?: string
  /** Came by an advertisement: the members without their prefix `Referral`, as `SourceId`. */
  referral?: Record<string, string>
  forwarded?: 'once' | 'often'
  /** The customer said so; sends to somebody who said STOP are refused until START. */
  optOut?: 'STOP' | 'START' | 'HELP'
  /** Further parameters, as they are. */
  more?: Record<string, string>
  id?: string
  copies?: number
}

export interface TwilioInjected {
  id: string
  outcomes: Promise<Outcome>[]
}

type Form = Record<string, string>

/** The account that is used when none is named. */
export const TWIN_ACCOUNT = `AC${'0'.repeat(31)}1`

/** Lets a customer write to a business on Twilio. */
export function injectTwilio(twilio: Twilio, publicUrl: string, input: TwilioInbound): TwilioInjected {
  const account = input.account ?? TWIN_ACCOUNT
  const id = input.id ?? newSid(input.media ? 'MM' : 'SM')
  const files = keepFiles(twilio, account, id, input.media ?? [])
  const form = { ...formOf(input, account, id), ...mediaOf(publicUrl, account, id, files), ...input.more }
  remember(twilio, input, form, account, files)
  const about = { type: 'inbound', channel: form.To! }
  const url = twilio.accounts.routeOf(form.To!) ?? twilio.accounts.webhookUrl(account)
  const outcomes = Array.from({ length: input.copies ?? 1 }, () => twilio.callbacks.post(account, url, form, about))
  return { id, outcomes }
}

function formOf(input: TwilioInbound, account: string, id: string): Form {
  const { from, userId, name, button, list, forwarded } = input
  return {
    SmsMessageSid: id,
    NumMedia: String(input.media?.length ?? 0),
    ...(name && { ProfileName: name }),
    MessageType: typeOf(input),
    SmsSid: id,
    ...(from && { WaId: from.replace('+', '') }),
    SmsStatus: 'received',
    Body: input.text ?? button?.text ?? list?.title ?? '',
    To: `whatsapp:${input.to}`,
    ...(button && { ButtonText: button.text, ...(button.payload && { ButtonPayload: button.payload }) }),
    ...(list && { ListId: list.id, ListTitle: list.title }),
    NumSegments: '1',
    ReferralNumMedia: '0',
    MessageSid: id,
    AccountSid: account,
    ...(input.repliedTo && {
      OriginalRepliedMessageSid: input.repliedTo,
      OriginalRepliedMessageSender: input.repliedToSender ?? `whatsapp:${input.to}`,
    }),
    ...(forwarded && { Forwarded: 'true', ...(forwarded === 'often' && { FrequentlyForwarded: 'true' }) }),
    ...placeOf(input.location),
    ...Object.fromEntries(Object.entries(input.referral ?? {}).map(([key, value]) => [`Referral${key}`, value])),
    ChannelMetadata: JSON.stringify(metadataOf(input)),
    From: `whatsapp:${from ?? userId}`,
    ...(userId && { ExternalUserId: userId }),
    ...(input.optOut && { OptOutType: input.optOut }),
    ApiVersion: '2010-04-01',
  }
}

function metadataOf({ from, userId, name }: TwilioInbound) {
  const context = { ProfileName: name ?? '', ...(from && { WaId: from.replace('+', '') }) }
  return { type: 'whatsapp', data: { context: { ...context, ...(userId && { ExternalUserId: userId }) } } }
}

function placeOf(location: TwilioInbound['location']): Form {
  if (!location) return {}
  const { latitude, longitude, label, address } = location
  return {
    Latitude: String(latitude),
    Longitude: String(longitude),
    ...(address && { Address: address }),
    ...(label && { Label: label }),
  }
}

interface Kept {
  sid: string
  mimeType: string
}

function keepFiles(twilio: Twilio, account: string, message: string, files: NonNullable<TwilioInbound['media']>) {
  return files.map(({ mimeType, base64 }): Kept => {
    const sid = newSid('ME')
    const bytes = base64 === undefined ? sampleFile(mimeType) : Buffer.from(base64, 'base64')
    twilio.files.set(sid, { mimeType, bytes, account, message, createdAt: new Date() })
    return { sid, mimeType }
  })
}

function mediaOf(publicUrl: string, account: string, message: string, files: Kept[]): Form {
  const parts = files.flatMap(({ sid, mimeType }, no) => [
    [`MediaUrl${no}`, `${publicUrl}/2010-04-01/Accounts/${account}/Messages/${message}/Media/${sid}`],
    [`MediaContentType${no}`, mimeType],
  ])
  return Object.fromEntries(parts)
}

/** What was said stays: it can be looked up, opens the window, and may end the permission to write. */
function remember(twilio: Twilio, input: TwilioInbound, form: Form, account: string, files: Kept[]): void {
  const [to, from, id] = [form.To!, form.From!, form.MessageSid!]
  const now = new Date()
  twilio.platform.windows.heard(to, from)
  if (input.optOut === 'STOP') twilio.optedOut.add(`${to} ${from}`)
  if (input.optOut === 'START') twilio.optedOut.delete(`${to} ${from}`)
  twilio.messages.set(id, {
    provider: 'twilio',
    id,
    channel: to,
    account,
    to,
    from,
    messagingServiceSid: null,
    body: form.Body!,
    statusCallback: undefined,
    media: files.map(file => file.sid),
    direction: 'inbound',
    status: 'received',
    errorCode: null,
    errorMessage: null,
    createdAt: now,
    sentAt: now,
    updatedAt: now,
  })
  const about = { provider: 'twilio' as const, phoneNumberId: to, from, wamid: id }
  twilio.platform.calls.record({ kind: 'inbound', ...about, type: form.MessageType!, request: form })
}

function typeOf({ media, location, button, list }: TwilioInbound): string {
  if (location) return 'location'
  if (button) return 'button'
  if (list) return 'interactive'
  const kind = media?.[0]?.mimeType.split('/')[0]
  if (!kind) return 'text'
  return ['image', 'audio', 'video'].includes(kind) ? kind : 'document'
}
