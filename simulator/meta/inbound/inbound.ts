import type { BusinessNumber } from '../accounts/numbers.ts'
import { makeWamid } from '../wamid.ts'
import { sampleFile } from './samples.ts'
import { type Content, expandShorthand } from './shorthands.ts'

/** What a customer does, as a test or a person describes it. */
export interface InboundInput {
  phoneNumberId: string
  wabaId?: string
  /** Digits. May be absent for a customer known by `userId` only. */
  from?: string
  name?: string
  /** Business-scoped user id. */
  userId?: string
  username?: string
  /** Shorthand for a text message. */
  text?: string
  /**
   * The message: a type with Meta's own body under its name (`{type: 'order', order: {…}}`), or a shorthand
   * (see shorthands.ts), or `voice`.
   */
  message?: Record<string, unknown> & { type: string }
  /** The message this one answers. */
  contextMessageId?: string
  /** Came by an advertisement: Meta's `referral` object. */
  referral?: Record<string, unknown>
  forwarded?: 'once' | 'often'
  /** Id of the group it is written in. */
  group?: string
  /** Unix seconds. Default: now. */
  timestamp?: number
  /** Message id. Default: a new one. */
  id?: string
  /** Posts the same webhook this many times at once. Default 1. */
  copies?: number
}

/** File content of an injected media message: given as text, in base64, or made up. */
export interface InboundFile {
  bytes: Buffer
  mimeType: string
  filename?: string
}

/** Stores a file and says what the webhook must carry about it. */
export type KeepFile = (file: InboundFile) => { id: string; mime_type: string; sha256: string }

/** The `value` of a messages webhook, and the facts for the journal. */
export interface BuiltInbound {
  wamid: string
  from: string
  type: string
  message: Record<string, unknown>
  value: Record<string, unknown>
}

const MEDIA_TYPES: Record<string, string> = {
  image: 'image/png',
  video: 'video/mp4',
  audio: 'audio/ogg; codecs=opus',
  document: 'application/pdf',
  sticker: 'image/webp',
}
const WITHOUT_CONTACTS = new Set(['system'])
/** Builds the webhook Meta would send for this. `repliedTo` is the message a reply without context refers to. */
export function buildInbound(
  input: InboundInput,
  number: BusinessNumber,
  keepFile: KeepFile,
  repliedTo: string | null,
): BuiltInbound {
  const content = contentOf(input, keepFile)
  const from = input.from ?? input.userId ?? ''
  const wamid = input.id ?? makeWamid(from, 'incoming')
  const context = contextOf(input, number, content, repliedTo)
  const message = {
    ...(context && { context }),
    ...(input.referral && { referral: input.referral }),
    ...(input.from !== undefined && { from: input.from }),
    ...(input.userId !== undefined && { from_user_id: input.userId }),
    ...(input.group !== undefined && { group_id: input.group }),
    id: wamid,
    timestamp: String(input.timestamp ?? Math.floor(Date.now() / 1000)),
    ...content,
  }
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: number.displayPhoneNumber, phone_number_id: number.id },
    ...(!WITHOUT_CONTACTS.has(content.type) && { contacts: [contactOf(input)] }),
    messages: [message],
  }
  return { wamid, from, type: content.type, message, value }
}

/** The contact block of a customer; `wa_id` and `user_id` appear only when known. */
export function contactOf(
  person: Pick<InboundInput, 'from' | 'name' | 'userId' | 'username'>,
): Record<string, unknown> {
  return {
    profile: { name: person.name ?? 'Test Customer', ...(person.username && { username: person.username }) },
    ...(person.from !== undefined && { wa_id: person.from }),
    ...(person.userId !== undefined && { user_id: person.userId }),
  }
}

function contentOf(input: InboundInput, keepFile: KeepFile): Content {
  const message = input.message
  if (!message) return { type: 'text', text: { body: input.text ?? '' } }
  const { type, ...body } = message
  if (type === 'text' && body.text === undefined && input.text !== undefined)
    return { ...message, text: { body: input.text } }
  const expanded = expandShorthand(message, input.from ?? input.userId ?? '')
  if (expanded) return expanded
  if (type === 'voice')
    return { type: 'audio', audio: { ...fileFields('audio', body.voice ?? body.audio, keepFile), voice: true } }
  if (type in MEDIA_TYPES) return { ...message, [type]: fileFields(type, body[type], keepFile) }
  return message
}

/**
 * Media fields. A given `id` is used as it is; otherwise a file is stored from `base64`, from `content` (text), or made
 * up, so that it can be downloaded like a real one.
 */
function fileFields(type: string, given: unknown, keepFile: KeepFile): Record<string, unknown> {
  const { base64, content, ...fields } = (given ?? {}) as Record<string, unknown>
  if (fields.id !== undefined) return fields
  const mimeType = typeof fields.mime_type === 'string' ? fields.mime_type : MEDIA_TYPES[type]!
  const kept = keepFile({
    bytes: bytesOf(base64, content, mimeType),
    mimeType,
    ...(typeof fields.filename === 'string' && { filename: fields.filename }),
  })
  return { ...fields, ...kept, ...(type === 'audio' && fields.voice === undefined && { voice: false }) }
}

function bytesOf(base64: unknown, content: unknown, mimeType: string): Buffer {
  if (typeof base64 === 'string') return Buffer.from(base64, 'base64')
  if (typeof content === 'string') return Buffer.from(content, 'utf8')
  return sampleFile(mimeType)
}

/** Replies and button presses always refer to the business's message; other messages only when asked to. */
function contextOf(
  input: InboundInput,
  number: BusinessNumber,
  content: Content,
  repliedTo: string | null,
): Record<string, unknown> | null {
  const given = content.context as Record<string, unknown> | undefined
  if (given) return given
  const isReply = content.type === 'interactive' || content.type === 'button'
  const id = input.contextMessageId ?? (isReply ? repliedTo : null)
  if (input.forwarded) return { [input.forwarded === 'often' ? 'frequently_forwarded' : 'forwarded']: true }
  return id ? { from: number.displayPhoneNumber, id } : null
}
