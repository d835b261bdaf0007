import { buffer } from 'node:stream/consumers'
import type { Media, MessageContent, OutboundFile, OutboundMessage } from '../../../contract/message.ts'
import { Unsendable } from '../../outcome.ts'
import { callbackOf, presetId, writeMessageId } from '../message-id.ts'
import { writeVcard } from '../parse/vcard.ts'

/** One call to WAHA. */
export interface SendCall {
  method: 'POST' | 'PUT'
  path: string
  body: Record<string, unknown>
}

/** Up to this size a file is sent inside the request; a larger one is fetched by WAHA from a link of this server. */
const INLINE_BYTES = 1024 * 1024

/**
 * The call that sends a message. Wherever WAHA takes an id, the message gets the one that our attempt makes: text,
 * location and contacts. For files the OpenAPI of 2026.7.1 has no such field, and a server in strict mode refuses
 * fields it does not know. Throws Unsendable.
 *
 * @param reactedTo the message a reaction is for, where WAHA has told its whole id
 */
export async function sendCall(
  session: string,
  chatId: string,
  message: OutboundMessage,
  reactedTo?: string,
): Promise<SendCall> {
  const { type, content } = message
  const base = { session, chatId, ...replyTo(chatId, message.replyToProviderId) }
  const named = { ...base, ...idOf(message.callbackData) }
  if (type === 'reaction') return reactionCall(session, reactedTo ?? targetOf(chatId, content), content)
  if (content.media) return mediaCall(base, content.media, message.file)
  if (type === 'location' && content.location) {
    const { latitude, longitude, name, address } = content.location
    const title = [name, address].filter(Boolean).join(', ')
    return post('/api/sendLocation', { ...named, latitude, longitude, title })
  }
  if (type === 'contacts' && content.contacts?.length) {
    const contacts = content.contacts.map(contact => ({ vcard: writeVcard(contact) }))
    return post('/api/sendContactVcard', { ...named, contacts })
  }
  if (type === 'text' && content.text) {
    const { body, previewUrl } = content.text
    return post('/api/sendText', { ...named, text: body, linkPreview: previewUrl ?? true })
  }
  throw new Unsendable(`A linked phone cannot send messages of type ${type}. Send it as text.`)
}

const post = (path: string, body: Record<string, unknown>): SendCall => ({ method: 'POST', path, body })

const idOf = (callbackData: string) => {
  const id = presetId(callbackData)
  return id === undefined ? {} : { id }
}

/** Types that become a text, a location or contacts; questions with choices are sent as text. */
const NAMED: ReadonlySet<string> = new Set(['text', 'location', 'contacts', 'interactive'])

/** Whether the call for a message gives it an id of ours; without one it cannot be told from others in a history. */
export const carriesId = ({ type, callbackData }: Pick<OutboundMessage, 'type' | 'callbackData'>): boolean =>
  NAMED.has(type) && presetId(callbackData) !== undefined

/**
 * Requests name a message in the long form, with its writer. Our own messages are known by their ids. For messages of
 * others, and for ours without an id of our own, this form is the more likely one; GOWS and NOWEB look only at the bare
 * part.
 */
const longId = (chatId: string, bare: string): string =>
  writeMessageId({ bare, chat: chatId, fromMe: callbackOf(bare) !== undefined })

const replyTo = (chatId: string, bare: string | undefined) =>
  bare === undefined ? {} : { reply_to: longId(chatId, bare) }

/** The message a reaction is for, in its likely long form. Throws Unsendable. */
export function targetOf(chatId: string, { reaction }: MessageContent): string {
  if (!reaction) throw new Unsendable('A reaction names no message.')
  return longId(chatId, reaction.providerMessageId)
}

function reactionCall(session: string, messageId: string, { reaction }: MessageContent): SendCall {
  return { method: 'PUT', path: '/api/reaction', body: { session, messageId, reaction: reaction?.emoji ?? '' } }
}

const VOICE = 'audio/ogg'

async function mediaCall(
  base: Record<string, unknown>,
  media: Media,
  given: OutboundFile | undefined,
): Promise<SendCall> {
  const mimetype = given?.mimeType ?? media.mimeType ?? MIME_TYPES[media.kind]
  const filename = media.filename ?? given?.filename ?? media.kind
  const file = { mimetype, filename, ...(await bytesOf(media.link, given)) }
  const caption = media.caption === undefined ? {} : { caption: media.caption }
  const plain = mimetype.split(';')[0]!.trim().toLowerCase()
  switch (media.kind) {
    case 'image':
      return post('/api/sendImage', { ...base, file, ...caption })
    case 'video':
      return post('/api/sendVideo', { ...base, file, ...caption, convert: plain !== 'video/mp4' })
    case 'audio':
      // An audio file that is no voice recording is sent as a file: WAHA sends every voice as one recorded on the
      // phone.
      if (media.voice || plain === VOICE) return post('/api/sendVoice', { ...base, file, convert: plain !== VOICE })
      return post('/api/sendFile', { ...base, file, ...caption })
    case 'document':
      return post('/api/sendFile', { ...base, file, ...caption })
    default:
      throw new Unsendable('A linked phone cannot send stickers. Send it as an image.')
  }
}

const MIME_TYPES: Record<Media['kind'], string> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/ogg; codecs=opus',
  document: 'application/octet-stream',
  sticker: 'image/webp',
}

async function bytesOf(
  link: string | undefined,
  file: OutboundFile | undefined,
): Promise<{ url: string } | { data: string }> {
  if (file && file.bytes <= INLINE_BYTES) return { data: (await buffer(await file.open())).toString('base64') }
  const url = file?.link() ?? link
  if (url === undefined) throw new Unsendable('The file of this message is not there. Attach it again.')
  return { url }
}
