import { objectOf, textOf } from '../../../reading/json.ts'

type Json = Record<string, unknown>

/**
 * What engines put beside WAHA's own fields, in `_data`: GOWS the events of whatsmeow (`Info`, `Message`), NOWEB those
 * of Baileys (`key`, `message`), WEBJS the web client's own object (`type`, `notifyName`). WAHA promises nothing here,
 * so everything is optional; where WAHA's own fields say the same, they come first.
 */
export interface EngineData {
  /** WhatsApp's message: one key that names its kind. Wrappers are removed. */
  message: Json
  /** The web client's name for its kind, only in WEBJS. */
  type?: string
  pushName?: string
  /** What the message's own context says about it; also the message it answers, where WAHA has no copy of that. */
  contexts: Json[]
  quoted: unknown[]
  /** The chat and the writer, as the engine tells them; used only where neither WAHA nor the id tells them. */
  chat?: unknown
  sender: unknown[]
  /** Further addresses of the writer. */
  senderAlt: unknown[]
  /** Further addresses of the chat. */
  chatAlt: unknown[]
  /** Further addresses of the recipient: the chat's when we wrote it, otherwise our own. */
  recipientAlt: unknown[]
}

/**
 * Wrappers around the real message: disappearing, view once, with caption, from another device, of an album, a moving
 * sticker.
 */
const WRAPPERS = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'deviceSentMessage',
  'editedMessage',
  'groupMentionedMessage',
  'associatedChildMessage',
  'lottieStickerMessage',
  'pollCreationMessageV4',
  'botInvokeMessage',
]
const MOST_WRAPPERS = 5

export function readEngine(payload: Json): EngineData {
  const data = objectOf(payload._data) ?? {}
  const info = objectOf(data.Info)
  const key = objectOf(data.key)
  const type = typeof data.type === 'string' ? data.type : undefined
  const pushName =
    textOf(info?.PushName) ??
    textOf(data.pushName) ??
    textOf(data.notifyName) ??
    textOf(objectOf(data.sender)?.pushname)
  const webId = objectOf(data.id)
  const message = unwrap(objectOf(data.Message) ?? objectOf(data.message) ?? {})
  const contexts = Object.values(message)
    .map(body => objectOf(objectOf(body)?.contextInfo))
    .filter(context => context !== undefined)
  return {
    message,
    contexts,
    quoted: [...contexts.map(context => field(context, 'stanzaID', 'stanzaId')), data.quotedStanzaID],
    ...(type !== undefined && { type }),
    ...(pushName !== undefined && { pushName }),
    chat: info?.Chat ?? key?.remoteJid ?? serialized(webId?.remote),
    sender: [info?.Sender, key?.participant, serialized(data.author), serialized(webId?.participant)],
    senderAlt: [
      info?.SenderAlt,
      key?.senderPn,
      key?.participantPn,
      key?.participantAlt,
      key?.senderLid,
      key?.participantLid,
    ],
    chatAlt: [key?.remoteJidAlt],
    recipientAlt: [info?.RecipientAlt],
  }
}

/** An address of the web client: a text, or an object that contains it. */
const serialized = (value: unknown): unknown => objectOf(value)?._serialized ?? value

function unwrap(message: Json): Json {
  let inner = message
  for (let depth = 0; depth < MOST_WRAPPERS; depth++) {
    const wrapper = WRAPPERS.find(name => objectOf(inner[name]))
    const next = wrapper && objectOf(objectOf(inner[wrapper])?.message)
    if (!next) return inner
    inner = next
  }
  return inner
}

/** Go and JavaScript spell the same field differently: `URL` and `url`, `selectedRowID` and `selectedRowId`. */
export function field(body: Json | undefined, ...names: string[]): unknown {
  for (const name of names) if (body?.[name] !== undefined && body[name] !== null) return body[name]
  return undefined
}
