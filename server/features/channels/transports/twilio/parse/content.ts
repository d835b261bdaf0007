import type { Interactive, Media, MessageContent, ProviderError, TypedContent } from '../../../contract/message.ts'
import { guessMime } from '../../../reading/file-name.ts'
import { idOf, numberOf, objectOf, present, textOf } from '../../../reading/json.ts'
import type { Params } from '../webhook/params.ts'
import { readError } from './error.ts'
import { jsonOf, readReferral } from './referral.ts'

/** Twilio sends ten at most. */
const MOST_MEDIA = 20

/**
 * The messages in one delivery: one, and one more for each file after the first, because a message holds one file. When
 * a type is not known or a body cannot be read, everything that was sent is kept.
 */
export function readContents(params: Params): [TypedContent, ...TypedContent[]] {
  const files = mediaOf(params)
  const [first, ...others] = files
  const type = textOf(params.MessageType)?.toLowerCase().slice(0, 64)
  const said = extras(params)
  const main: TypedContent = first
    ? { type: first.kind, content: { media: withCaption(first, params), ...said } }
    : withExtras(readOther(type, params), said)
  return [main, ...others.map(media => ({ type: media.kind, content: { media } }))]
}

const withExtras = ({ type, content }: TypedContent, said: MessageContent): TypedContent => ({
  type,
  // Twilio's own errors come before the ones that we found.
  content: { ...content, ...said, ...(content.errors && { errors: [...(said.errors ?? []), ...content.errors] }) },
})

/** What any message may have besides its body. */
function extras(params: Params): MessageContent {
  const referral = readReferral(params)
  const often = isTrue(params.FrequentlyForwarded)
  const forwarded = often || isTrue(params.Forwarded)
  const error = readError(params)
  return present({
    referral,
    forwarded: forwarded || undefined,
    frequentlyForwarded: often || undefined,
    errors: error && [error],
  })
}

/** Some senders write it with a capital, and JSON may hold the boolean itself. */
const isTrue = (value: unknown): boolean => String(value).toLowerCase() === 'true'

/** Types that say what the file is, so that its caption can be read when the file is missing. */
const FILE_TYPES = new Set(['image', 'video', 'audio', 'voice', 'document', 'sticker'])

/** Types whose file alone tells what was shared; without the file they cannot be read. */
const CARD_TYPES = new Set(['contacts', 'contact'])

function readOther(type: string | undefined, params: Params): TypedContent {
  if (textOf(params.Latitude) !== undefined || type === 'location') return location(params)
  const tapped = interactive(type, params)
  if (tapped) return tapped
  if (type === 'reaction') return reaction(params)
  if (type !== undefined && FILE_TYPES.has(type)) return withoutFile(params)
  if (textOf(params.Body) === undefined && (numberOf(params.NumMedia) ?? 0) > 0) {
    return unreadable(NO_FILE.title, params)
  }
  if (type === undefined || type === 'text') return { type: 'text', content: { text: { body: bodyOf(params) } } }
  if (CARD_TYPES.has(type)) return unreadable(NO_FILE.title, params)
  const body = type === 'unsupported' ? textOf(params.Body) : undefined
  return { type, content: { raw: params, ...(body !== undefined && { text: { body } }) } }
}

const bodyOf = (params: Params): string => textOf(params.Body) ?? ''

const UNREADABLE = 'unreadable'
const NO_FILE = {
  code: UNREADABLE,
  meaning: 'media_not_fetched',
  title: 'its file is missing',
} as const satisfies ProviderError

const unreadable = (title: string, params: Params): TypedContent => ({
  type: 'unknown',
  content: { raw: params, errors: [{ code: UNREADABLE, meaning: 'unreadable', title }] },
})

/** The customer's text under a file is shown even when the file does not come. */
function withoutFile(params: Params): TypedContent {
  const mimeType = mimeOf(params.MediaContentType0)
  const media = withCaption(present({ kind: kindOf(mimeType, params), mimeType }), params)
  return { type: media.kind, content: { media, errors: [NO_FILE] } }
}

function location(params: Params): TypedContent {
  const [latitude, longitude] = [numberOf(params.Latitude), numberOf(params.Longitude)]
  if (latitude === undefined || longitude === undefined) {
    const { type, content } = unreadable('its coordinates are missing', params)
    const words = [params.Label, params.Address].flatMap(part => textOf(part) ?? []).join(', ')
    return { type, content: { ...content, ...(words && { text: { body: words } }) } }
  }
  const [name, address, url] = [textOf(params.Label), textOf(params.Address), textOf(params.LocationUrl)]
  return { type: 'location', content: { location: present({ latitude, longitude, name, address, url }) } }
}

const reply = (part: Interactive): TypedContent => ({ type: 'interactive', content: { interactive: part } })

/**
 * What a customer tapped; undefined when they tapped nothing. The body repeats it, so it fills what Twilio leaves out.
 */
function interactive(type: string | undefined, params: Params): TypedContent | undefined {
  const body = textOf(params.Body)
  const [listId, listTitle] = [idOf(params.ListId), textOf(params.ListTitle)]
  if (listId !== undefined || listTitle !== undefined) {
    const title = listTitle ?? body ?? listId!
    const description = textOf(params.ListDescription)
    return reply(present({ kind: 'list_reply', id: listId ?? title, title, description }))
  }
  const [payload, text] = [textOf(params.ButtonPayload), textOf(params.ButtonText)]
  if (payload !== undefined || text !== undefined) return button(type, payload, text ?? body ?? payload!)
  const form = textOf(params.InteractiveData) ?? textOf(params.FlowData)
  if (form !== undefined) {
    const response = jsonOf(form)
    const token = textOf(objectOf(response)?.flow_token)
    return reply(
      response === undefined ? { kind: 'other', raw: params } : present({ kind: 'form_reply', body, token, response }),
    )
  }
  if (type !== 'button' && type !== 'interactive') return undefined
  if (body !== undefined) return button(type, undefined, body)
  return type === 'interactive' ? reply({ kind: 'other', raw: params }) : undefined
}

function button(type: string | undefined, payload: string | undefined, title: string): TypedContent {
  if (type === 'interactive') return reply({ kind: 'button_reply', id: payload ?? title, title })
  return { type: 'button', content: { button: present({ payload, text: title }) } }
}

function reaction(params: Params): TypedContent {
  const providerMessageId = idOf(params.OriginalRepliedMessageSid)
  if (providerMessageId === undefined) return unreadable('nobody says what the reaction is to', params)
  const emoji = textOf(params.ReactionEmoji) ?? textOf(params.Body) ?? null
  return { type: 'reaction', content: { reaction: { providerMessageId, emoji } } }
}

function mediaOf(params: Params): Media[] {
  const told = numberOf(params.NumMedia)
  const found: Media[] = []
  for (let at = 0; at < Math.min(told ?? MOST_MEDIA, MOST_MEDIA); at++) {
    const link = textOf(params[`MediaUrl${at}`])
    if (link === undefined && told === undefined) break
    const mimeType = mimeOf(params[`MediaContentType${at}`])
    if (link !== undefined) {
      const name = textOf(params[`MediaFilename${at}`])
      const kind = kindOf(typeOf(mimeType, [name, link]), params)
      found.push(present({ kind, link, mimeType, filename: name ?? cardName(mimeType) }))
    }
  }
  return found
}

/** When the type says nothing, the file's name may. */
const typeOf = (mimeType: string | undefined, names: readonly unknown[]): string | undefined =>
  isSilent(mimeType) ? (guessMime(names) ?? mimeType) : mimeType

const isSilent = (mimeType = ''): boolean => mimeType === '' || SILENT.test(mimeType)
const SILENT = /^(?:application|binary)\/(?:octet-stream|binary|unknown|x-download|force-download)$/

function mimeOf(value: unknown): string | undefined {
  const [type = ''] = (textOf(value) ?? '').split(';')
  return type.trim().toLowerCase() || undefined
}

const CARDS = new Set(['text/vcard', 'text/x-vcard', 'text/directory', 'application/vcard', 'application/x-vcard'])

/** A shared contact comes as a file, which its name shows. */
const cardName = (mimeType: string | undefined): string | undefined =>
  mimeType !== undefined && CARDS.has(mimeType) ? 'contact.vcf' : undefined

const FAMILIES = new Set(['image', 'video', 'audio'])

/** The kind comes from the type of the file; when that says nothing, from the type of the message. */
function kindOf(mimeType = '', params: Params): Media['kind'] {
  const type = textOf(params.MessageType)?.toLowerCase()
  if (type === 'document' || type === 'sticker') return type
  // WhatsApp itself sends pictures as JPEG; WebP is the format of stickers.
  if (mimeType === 'image/webp' && type !== 'image') return 'sticker'
  const [family = ''] = mimeType.split('/')
  if (FAMILIES.has(family)) return family as Media['kind']
  const told = type === 'voice' ? 'audio' : (type ?? '')
  return isSilent(mimeType) && FAMILIES.has(told) ? (told as Media['kind']) : 'document'
}

const withCaption = (media: Media, params: Params): Media => present({ ...media, caption: textOf(params.Body) })
