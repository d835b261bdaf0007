import { randomBytes } from 'node:crypto'
import type { Outcome } from '../webhooks.ts'
import type { Twilio } from './service.ts'

/** What a customer does, as `POST /twin/twilio/inbound` takes it. */
export interface TwilioInbound {
  /** The business's number: `+14155238886`. */
  to: string
  /** The customer's number; absent for somebody who shows none. */
  from?: string
  /** Business-scoped id of somebody without a number: `US.1349…`. */
  userId?: string
  name?: string
  account?: string
  text?: string
  media?: { mimeType: string; base64?: string }[]
  location?: { latitude: number; longitude: number; label?: string; address?: string }
  button?: { text: string; payload?: string }
  list?: { id: string; title: string }
  /** The message that is answered. */
  repliedTo?: string
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

const ACCOUNT = `AC${'0'.repeat(31)}1`
/** One red pixel. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=='

/** Lets a customer write to a business on Twilio. */
export function injectTwilio(twilio: Twilio, publicUrl: string, input: TwilioInbound): TwilioInjected {
  const id = input.id ?? `${input.media ? 'MM' : 'SM'}${randomBytes(16).toString('hex')}`
  const form = formOf(twilio, publicUrl, input, id)
  twilio.platform.calls.record({
    kind: 'inbound',
    provider: 'twilio',
    phoneNumberId: form.To!,
    from: form.From!,
    type: form.MessageType!,
    wamid: id,
    request: form,
  })
  const outcomes = Array.from({ length: input.copies ?? 1 }, () =>
    twilio.post(twilio.webhookUrl(), form, { type: 'inbound', channel: form.To! }),
  )
  return { id, outcomes }
}

function formOf(twilio: Twilio, publicUrl: string, input: TwilioInbound, id: string): Record<string, string> {
  const account = input.account ?? ACCOUNT
  const { from, userId, location, button, list } = input
  const form: Record<string, string> = {
    AccountSid: account,
    ApiVersion: '2010-04-01',
    Body: input.text ?? button?.text ?? list?.title ?? '',
    From: `whatsapp:${from ?? userId}`,
    MessageSid: id,
    MessageType: typeOf(input),
    NumMedia: String(input.media?.length ?? 0),
    NumSegments: '1',
    SmsMessageSid: id,
    SmsSid: id,
    SmsStatus: 'received',
    To: `whatsapp:${input.to}`,
  }
  if (from) form.WaId = from.replace('+', '')
  if (userId) form.ExternalUserId = userId
  if (input.name) form.ProfileName = input.name
  if (input.repliedTo) form.OriginalRepliedMessageSid = input.repliedTo
  if (input.optOut) form.OptOutType = input.optOut
  if (location) {
    form.Latitude = String(location.latitude)
    form.Longitude = String(location.longitude)
    if (location.label) form.Label = location.label
    if (location.address) form.Address = location.address
  }
  if (button) Object.assign(form, { ButtonText: button.text, ...(button.payload && { ButtonPayload: button.payload }) })
  if (list) Object.assign(form, { ListId: list.id, ListTitle: list.title })
  for (const [no, { mimeType, base64 }] of (input.media ?? []).entries()) {
    const file = `ME${randomBytes(16).toString('hex')}`
    twilio.files.set(file, { mimeType, bytes: Buffer.from(base64 ?? PICTURE, 'base64') })
    form[`MediaUrl${no}`] = `${publicUrl}/2010-04-01/Accounts/${account}/Messages/${id}/Media/${file}`
    form[`MediaContentType${no}`] = mimeType
  }
  return { ...form, ...input.more }
}

function typeOf({ media, location, button, list }: TwilioInbound): string {
  if (location) return 'location'
  if (button) return 'button'
  if (list) return 'interactive'
  const kind = media?.[0]?.mimeType.split('/')[0]
  if (!kind) return 'text'
  return ['image', 'audio', 'video'].includes(kind) ? kind : 'document'
}
