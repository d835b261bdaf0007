import type { Entry } from '../../record/journal.ts'
import type { Outcome } from '../../webhooks.ts'
import type { BusinessNumber } from '../accounts/numbers.ts'
import { metaJson, signedHeaders } from '../envelope.ts'
import { type Platform, postWebhook } from '../platform.ts'
import { buildInbound, type InboundInput } from './inbound.ts'

/** An injected message on its way. */
export interface Injected {
  wamid: string
  /** One for each copy. Empty when the app is not subscribed. */
  outcomes: Promise<Outcome>[]
}

/** A body to be posted as it is. */
export interface RawInput {
  /** An object (encoded as Meta encodes) or the exact text. */
  body: unknown
  url?: string
  secret?: string
  /** Uses the address and secret of this number. */
  phoneNumberId?: string
  signature?: 'valid' | 'invalid' | 'missing'
  /** Posts it this many times at once. */
  copies?: number
}

/** No such number in a strict twin. */
export class UnknownNumber extends Error {
  override readonly name = 'UnknownNumber'
}

/** How far back the journal is searched for the message a reply answers. */
const SEARCH_DEPTH = 10_000

/** Lets a customer write. Throws `UnknownNumber` when the number does not exist. */
export function injectInbound(platform: Platform, input: InboundInput): Injected {
  const number = numberOf(platform, input)
  const sender = input.from ?? input.userId ?? ''
  platform.people.set(sender, {
    from: input.from,
    name: input.name,
    userId: input.userId,
    username: input.username,
  })
  platform.windows.heard(number.id, sender, input.timestamp === undefined ? undefined : input.timestamp * 1000)
  const repliedTo = lastQuestion(platform.journal.newestFirst(), number.id, sender)
  const built = buildInbound(input, number, file => keepFile(platform, file), repliedTo)
  platform.calls.record({
    kind: 'inbound',
    phoneNumberId: number.id,
    from: built.from,
    type: built.type,
    wamid: built.wamid,
    request: built.message,
  })
  const outcomes: Promise<Outcome>[] = []
  for (let copy = 0; copy < (input.copies ?? 1); copy++) {
    const posted = postWebhook(platform, number, 'inbound', built.value)
    if (posted) outcomes.push(posted)
  }
  return { wamid: built.wamid, outcomes }
}

/** Posts a given body, signed or deliberately not. */
export function injectRaw(platform: Platform, input: RawInput): Promise<Outcome>[] {
  const number = input.phoneNumberId === undefined ? null : platform.numbers.find(input.phoneNumberId)
  const route = number && platform.numbers.route(number)
  const text = typeof input.body === 'string' ? input.body : metaJson(input.body)
  const body = Buffer.from(text, 'utf8')
  const secret = input.secret ?? route?.secret ?? platform.numbers.app.appSecret
  const headers = rawHeaders(input.signature ?? 'valid', secret, body)
  const url = input.url ?? route?.url ?? platform.numbers.app.webhookUrl
  return Array.from({ length: input.copies ?? 1 }, () =>
    platform.poster.post({ url, headers, body, type: 'raw', phoneNumberId: input.phoneNumberId, payload: input.body }),
  )
}

function rawHeaders(kind: NonNullable<RawInput['signature']>, secret: string, body: Buffer): Record<string, string> {
  if (kind === 'missing') return { 'content-type': 'application/json' }
  return signedHeaders(kind === 'valid' ? secret : `not ${secret}`, body)
}

/** The number that a customer writes to or calls. Throws `UnknownNumber` when it does not exist. */
export function numberOf(platform: Platform, input: Pick<InboundInput, 'phoneNumberId' | 'wabaId'>): BusinessNumber {
  const number = input.wabaId
    ? platform.numbers.set({ id: input.phoneNumberId, wabaId: input.wabaId })
    : platform.numbers.find(input.phoneNumberId)
  if (!number) throw new UnknownNumber(`The twin does not know the number ${input.phoneNumberId}`)
  return number
}

function keepFile(platform: Platform, file: { bytes: Buffer; mimeType: string; filename?: string }) {
  const media = platform.media.put(file.bytes, file.mimeType, file.filename)
  return { id: media.id, mime_type: file.mimeType, sha256: Buffer.from(media.sha256, 'hex').toString('base64') }
}

/** The newest interactive or template message this customer got from the number. */
function lastQuestion(entries: Iterable<Entry>, phoneNumberId: string, to: string): string | null {
  let looked = 0
  for (const entry of entries) {
    if (++looked > SEARCH_DEPTH) return null
    const asks = entry.kind === 'send' && (entry.type === 'interactive' || entry.type === 'template')
    if (asks && entry.accepted && entry.to === to && entry.phoneNumberId === phoneNumberId) return entry.wamid ?? null
  }
  return null
}
