import type {
  Interactive,
  Location,
  Media,
  MessageContent,
  ProviderError,
  TypedContent,
} from '../../../contract/message.ts'
import { arrayOf, numberOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { readMessageId } from '../message-id.ts'
import { readAnswer, readWebAnswer } from './answers.ts'
import { type EngineData, field } from './engine.ts'
import { hasMedia, readMedia, readMediaError } from './media.ts'
import { readOrder } from './order.ts'
import { readReferral } from './referral.ts'
import { readVcard } from './vcard.ts'

type Json = Record<string, unknown>

/**
 * Type and content of a message. WAHA tells no type: it follows from the fields that are set and, where WAHA has no
 * field (replies to buttons and lists, polls), from the engine's own data. A message that nothing explains keeps the
 * engine's type and everything that came.
 */
export function readContent(payload: Json, engine: EngineData): TypedContent {
  const { type, content } = readBody(payload, engine)
  const referral = readReferral(payload, engine)
  return { type, content: present({ ...content, referral, ...forwarding(payload, engine) }) }
}

function readBody(payload: Json, engine: EngineData): TypedContent {
  const answer = readAnswer(engine.message) ?? readWebAnswer(payload, engine)
  if (answer) return answer
  const order = readOrder(payload, engine)
  if (order) return { type: 'order', content: { order } }
  const location = readLocation(payload, engine)
  if (location) return { type: 'location', content: { location } }
  const vcards = vcardsOf(payload, engine)
  if (vcards.length > 0) return { type: 'contacts', content: { contacts: vcards.map(readVcard) } }
  const reaction = readReaction(engine)
  if (reaction) return { type: 'reaction', content: { reaction } }
  const poll = readPoll(payload, engine)
  if (poll) return { type: 'interactive', content: { interactive: poll } }
  if (hasMedia(payload, engine)) {
    const content = readFile(payload, engine)
    return { type: content.media.kind, content }
  }
  const text = textOf(payload.body) ?? wordsOf(engine)
  if (text || isText(engine)) return { type: 'text', content: { text: { body: text ?? '' } } }
  const errors = isUndecryptable(payload) ? { errors: [UNDECRYPTABLE] } : {}
  return { type: nameOf(engine), content: { raw: slim(payload), ...errors } }
}

const UNDECRYPTABLE: ProviderError = {
  code: 'undecryptable',
  meaning: 'undecryptable',
  title: 'WhatsApp could not decrypt this message here. Look at the phone.',
}

/** GOWS says that it is not available on linked devices, NOWEB puts a stub in its place. */
function isUndecryptable(payload: Json): boolean {
  const data = objectOf(payload._data)
  return data?.IsUnavailable === true || data?.messageStubType === 2 || data?.messageStubType === 'CIPHERTEXT'
}

/** A file, and why it could not be fetched; it may come when it is asked for again. */
export function readFile(payload: Json, engine: EngineData): MessageContent & { media: Media } {
  const error = readMediaError(objectOf(payload.media))
  return { media: readMedia(payload, engine), ...(error && { errors: [error] }) }
}

const isText = ({ message, type }: EngineData): boolean =>
  type === 'chat' || message.conversation !== undefined || objectOf(message.extendedTextMessage) !== undefined

/**
 * The words in the engine's own message, where WAHA has none; also the words of businesses, which come with buttons.
 */
function wordsOf({ message }: EngineData): string | undefined {
  const template = objectOf(message.templateMessage)
  const filled = objectOf(template?.hydratedTemplate) ?? objectOf(template?.hydratedFourRowTemplate)
  return (
    textOf(message.conversation) ??
    textOf(objectOf(message.extendedTextMessage)?.text) ??
    textOf(objectOf(message.buttonsMessage)?.contentText) ??
    textOf(objectOf(message.listMessage)?.description) ??
    textOf(filled?.hydratedContentText) ??
    textOf(objectOf(objectOf(message.interactiveMessage)?.body)?.text)
  )
}

/** A reaction has an event of its own; a history has it among the messages. */
function readReaction({ message }: EngineData): MessageContent['reaction'] {
  const body = objectOf(message.reactionMessage)
  const target = readMessageId(field(objectOf(body?.key), 'ID', 'id'))
  return target && { providerMessageId: target.bare, emoji: textOf(body?.text) ?? null }
}

/**
 * Messages that phones and WhatsApp send each other for their own use, or that only announce other messages, some of
 * them under the same id (`ciphertext`): no person wrote them.
 */
const SERVICE = new Set([
  'protocolMessage',
  'pollUpdateMessage',
  'encReactionMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'albumMessage',
  'album',
  'ciphertext',
  'protocol',
  'gp2',
  'notification',
  'notification_template',
  'broadcast_notification',
  'e2e_notification',
])

export const isService = ({ type, content }: TypedContent): boolean => content.raw !== undefined && SERVICE.has(type)

const NOT_A_BODY = new Set(['messageContextInfo', 'senderKeyDistributionMessage'])

function nameOf({ message, type }: EngineData): string {
  const key = Object.keys(message).find(name => !NOT_A_BODY.has(name))
  return (type ?? key ?? 'unknown').slice(0, 64)
}

/** The object without thumbnails, which would be most of it. */
function slim(payload: Json): unknown {
  const small = (_key: string, value: unknown) => (/thumbnail/i.test(_key) ? undefined : value)
  const text = JSON.stringify(payload, small)
  return text.length <= 100_000 ? JSON.parse(text) : { shortened: true, keys: Object.keys(payload) }
}

function readLocation(payload: Json, { message, type }: EngineData): Location | undefined {
  const told = objectOf(payload.location)
  const own = objectOf(message.locationMessage) ?? objectOf(message.liveLocationMessage)
  const web = type === 'location' ? objectOf(payload._data) : undefined
  const latitude = numberOf(told?.latitude) ?? numberOf(own?.degreesLatitude) ?? numberOf(web?.lat)
  const longitude = numberOf(told?.longitude) ?? numberOf(own?.degreesLongitude) ?? numberOf(web?.lng)
  if (latitude === undefined || longitude === undefined) return undefined
  // The web client writes name and address as lines of one text.
  const [line, ...lines] = textOf(web?.loc)?.split('\n') ?? []
  const texts = (name: string) => textOf(told?.[name]) ?? textOf(own?.[name])
  return present({
    latitude,
    longitude,
    name: texts('name') ?? textOf(told?.description) ?? textOf(line),
    address: texts('address') ?? textOf(lines.join('\n')),
    url: texts('url') ?? textOf(own?.URL),
  })
}

function vcardsOf(payload: Json, { message }: EngineData): string[] {
  const told = arrayOf(payload.vCards).flatMap(card => textOf(card) ?? [])
  if (told.length > 0) return told
  const several = arrayOf(objectOf(message.contactsArrayMessage)?.contacts)
  const own = [objectOf(message.contactMessage), ...several].flatMap(card => textOf(objectOf(card)?.vcard) ?? [])
  if (own.length > 0) return own
  // The web client puts the card into the body.
  const body = textOf(payload.body)?.trim()
  return body && /^BEGIN:VCARD\s/i.test(body) && /\nEND:VCARD$/i.test(body) ? [body] : []
}

/** A poll is read as a list to choose from; votes come as separate events. */
function readPoll(payload: Json, { message, type }: EngineData): Interactive | undefined {
  const key = Object.keys(message).find(name => /^pollCreationMessage(V\d+)?$/.test(name))
  const web = type === 'poll_creation' ? objectOf(payload._data) : undefined
  const poll = key === undefined ? undefined : objectOf(message[key])
  if (!poll && !web) return undefined
  const rows = arrayOf(poll?.options ?? web?.pollOptions).flatMap((option, no) => {
    const title = textOf(field(objectOf(option), 'optionName', 'name'))
    return title === undefined ? [] : [{ id: String(no), title }]
  })
  const body = textOf(poll?.name) ?? textOf(web?.pollName) ?? textOf(payload.body) ?? ''
  return { kind: 'list', body, button: 'poll', sections: [{ rows }] }
}

/** WhatsApp marks a message as forwarded many times after five chats or more. */
const MANY = 5

function forwarding(
  payload: Json,
  { contexts }: EngineData,
): Pick<MessageContent, 'forwarded' | 'frequentlyForwarded'> {
  const told = [payload, objectOf(payload._data) ?? {}, ...contexts]
  const often = told.some(one => (numberOf(one.forwardingScore) ?? 0) >= MANY)
  const forwarded = often || told.some(one => one.isForwarded === true)
  return { ...(forwarded && { forwarded }), ...(often && { frequentlyForwarded: true }) }
}
