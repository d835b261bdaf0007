import { arrayOf, nestsDeeperThan, numberOf, objectOf, parseJson, present, textOf } from '../../json.ts'
import type { Interactive, Location, MessageContent, MessageType } from '../../message.ts'
import { type EngineData, field } from './engine.ts'
import { hasMedia, readMedia } from './media.ts'
import { readVcard } from './vcard.ts'

type Json = Record<string, unknown>

/** A message reduced to what it is and what it holds. */
export interface ReadMessage {
  type: MessageType
  content: MessageContent
}

/**
 * Type and content of a message. WAHA tells no type: it follows from the fields that are set, and from the engine's own data
 * where WAHA has no field (replies to buttons and lists, polls). What nothing explains keeps the engine's name, with everything
 * that came.
 */
export function readContent(payload: Json, engine: EngineData): ReadMessage {
  const { type, content } = readBody(payload, engine)
  return { type, content: present({ ...content, ...(isForwarded(payload, engine) && { forwarded: true }) }) }
}

function readBody(payload: Json, engine: EngineData): ReadMessage {
  const answer = readAnswer(engine.message) ?? readWebAnswer(payload, engine)
  if (answer) return answer
  const location = readLocation(payload, engine)
  if (location) return { type: 'location', content: { location } }
  const vcards = vcardsOf(payload, engine)
  if (vcards.length > 0) return { type: 'contacts', content: { contacts: vcards.map(readVcard) } }
  const poll = readPoll(engine)
  if (poll) return { type: 'interactive', content: { interactive: poll } }
  if (hasMedia(payload, engine)) {
    const media = readMedia(payload, engine)
    return { type: media.kind, content: { media } }
  }
  const text = typeof payload.body === 'string' ? payload.body : undefined
  if (text || isText(engine)) return { type: 'text', content: { text: { body: text ?? '' } } }
  return { type: nameOf(engine), content: { raw: slim(payload) } }
}

const isText = ({ message, type }: EngineData): boolean =>
  type === 'chat' || message.conversation !== undefined || objectOf(message.extendedTextMessage) !== undefined

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

type Reply = { type: 'interactive' | 'button'; content: MessageContent }

/** A tap on a button or a row that somebody sent, in the words of GOWS and NOWEB. */
function readAnswer(message: Json): Reply | undefined {
  const buttons = objectOf(message.buttonsResponseMessage)
  const list = objectOf(message.listResponseMessage)
  const template = objectOf(message.templateButtonReplyMessage)
  const flow = objectOf(objectOf(message.interactiveResponseMessage)?.nativeFlowResponseMessage)
  if (buttons) {
    const id = textOf(field(buttons, 'selectedButtonID', 'selectedButtonId'))
    const shown = field(buttons, 'selectedDisplayText') ?? field(objectOf(buttons.Response), 'SelectedDisplayText')
    return tapped('button_reply', id, textOf(shown))
  }
  if (list) {
    const row = textOf(field(objectOf(list.singleSelectReply), 'selectedRowID', 'selectedRowId'))
    return tapped('list_reply', row, textOf(list.title), textOf(list.description))
  }
  if (template) {
    const payload = textOf(field(template, 'selectedID', 'selectedId'))
    const text = textOf(template.selectedDisplayText) ?? payload ?? ''
    return { type: 'button', content: { button: present({ payload, text }) } }
  }
  return flow ? readFlow(flow) : undefined
}

/** The same from WEBJS, whose web client gives flat fields. */
function readWebAnswer(payload: Json, { type }: EngineData): Reply | undefined {
  const data = objectOf(payload._data)
  const body = textOf(payload.body)
  if (type === 'buttons_response') return tapped('button_reply', textOf(data?.selectedButtonId), body)
  if (type === 'list_response') {
    const list = objectOf(data?.listResponse)
    const row = textOf(objectOf(list?.singleSelectReply)?.selectedRowId) ?? textOf(data?.selectedRowId)
    return tapped('list_reply', row, textOf(list?.title) ?? body, textOf(list?.description))
  }
  if (type !== 'template_button_reply') return undefined
  const button = present({ payload: textOf(data?.selectedId), text: body ?? textOf(data?.selectedId) ?? '' })
  return { type: 'button', content: { button } }
}

function tapped(kind: 'button_reply' | 'list_reply', id?: string, title?: string, description?: string): Reply {
  const named = id ?? title ?? ''
  const interactive: Interactive =
    kind === 'button_reply'
      ? { kind, id: named, title: title ?? named }
      : present({ kind, id: named, title: title ?? named, description })
  return { type: 'interactive', content: { interactive } }
}

const MAX_FORM_DEPTH = 16

/** Native buttons and lists answer with JSON in a text; what is no JSON stays as it is. */
function readFlow(flow: Json): Reply {
  const name = textOf(flow.name)
  const given = textOf(field(flow, 'paramsJSON', 'paramsJson')) ?? ''
  const response = readJson(given)
  const id = textOf(objectOf(response)?.id)
  if (id !== undefined) return tapped('button_reply', id, textOf(objectOf(response)?.title))
  return {
    type: 'interactive',
    content: { interactive: present({ kind: 'form_reply' as const, name, response: response ?? given }) },
  }
}

function readJson(text: string): unknown {
  const bytes = Buffer.from(text)
  if (nestsDeeperThan(bytes, MAX_FORM_DEPTH)) return undefined
  try {
    return parseJson(bytes)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function readLocation(payload: Json, { message }: EngineData): Location | undefined {
  const told = objectOf(payload.location)
  const own = objectOf(message.locationMessage) ?? objectOf(message.liveLocationMessage)
  const latitude = numberOf(told?.latitude) ?? numberOf(own?.degreesLatitude)
  const longitude = numberOf(told?.longitude) ?? numberOf(own?.degreesLongitude)
  if (latitude === undefined || longitude === undefined) return undefined
  const texts = (name: string) => textOf(told?.[name]) ?? textOf(own?.[name])
  return present({
    latitude,
    longitude,
    name: texts('name') ?? textOf(told?.description),
    address: texts('address'),
    url: texts('url') ?? textOf(own?.URL),
  })
}

function vcardsOf(payload: Json, { message }: EngineData): string[] {
  const told = arrayOf(payload.vCards).flatMap(card => textOf(card) ?? [])
  if (told.length > 0) return told
  const several = arrayOf(objectOf(message.contactsArrayMessage)?.contacts)
  return [objectOf(message.contactMessage), ...several].flatMap(card => textOf(objectOf(card)?.vcard) ?? [])
}

/** A poll that somebody asks is a list to choose from; votes come apart from it. */
function readPoll({ message, type }: EngineData): Interactive | undefined {
  const poll =
    objectOf(message.pollCreationMessage) ??
    objectOf(message.pollCreationMessageV2) ??
    objectOf(message.pollCreationMessageV3)
  if (!poll) return undefined
  const rows = arrayOf(poll.options).flatMap((option, no) => {
    const title = textOf(objectOf(option)?.optionName)
    return title === undefined ? [] : [{ id: String(no), title }]
  })
  return { kind: 'list', body: textOf(poll.name) ?? '', button: type ?? 'poll', sections: [{ rows }] }
}

function isForwarded(payload: Json, { message }: EngineData): boolean {
  if (payload.isForwarded === true || objectOf(payload._data)?.isForwarded === true) return true
  return Object.values(message).some(body => objectOf(objectOf(body)?.contextInfo)?.isForwarded === true)
}
