import { randomBytes } from 'node:crypto'
import { sampleFile } from '../meta/inbound/samples.ts'
import type { Outcome } from '../webhooks.ts'
import { messageId, newBareId, type Waha } from './service.ts'
import type { Session, WahaMessage } from './session.ts'
import { rawShape } from './shapes.ts'

/** What a customer does, as `POST /twin/waha/inbound` takes it. */
export interface WahaInbound {
  session: string
  /** The customer's number in digits, or a whole chat id (`123@lid`). */
  from: string
  name?: string
  text?: string
  media?: { mimeType: string; base64?: string; filename?: string; caption?: string }
  location?: { latitude: number; longitude: number; title?: string }
  vcard?: string
  /** The group it is written in: `1203…@g.us`. */
  group?: string
  /** Reacts to a message; an empty text takes the reaction back. */
  reaction?: { messageId: string; text: string }
  /** Edits or takes back an earlier message of this customer. */
  edit?: { messageId: string; text: string }
  revoke?: { messageId: string }
  /** Votes in a poll that was sent. */
  pollVote?: { pollId: string; selectedOptions: string[] }
  /** Written by the business itself, on its phone. */
  fromPhone?: boolean
  /** No webhook: it stands in the chat alone, as after an outage of the receiver. */
  silent?: boolean
  /** Unix seconds, also with a fraction. Default: now. */
  timestamp?: number
  repliedTo?: string
  id?: string
  copies?: number
  /** Further members of the payload, as they are. */
  more?: Record<string, unknown>
}

export interface WahaInjected {
  id: string
  outcomes: Promise<Outcome>[]
}

/** Lets a customer write to a linked phone. Undefined when there is no such session. */
export function injectWaha(waha: Waha, publicUrl: string, input: WahaInbound): WahaInjected | undefined {
  const session = waha.sessions.get(input.session)
  if (!session) return undefined
  const person = input.from.includes('@') ? input.from : `${input.from}@c.us`
  const chatId = input.group ?? person
  const bare = input.id ?? newBareId()
  const { event, payload } = eventOf(waha, publicUrl, session, input, { person, chatId, bare })
  waha.platform.calls.record({
    kind: 'inbound',
    provider: 'waha',
    phoneNumberId: session.name,
    from: person,
    type: event,
    wamid: bare,
    request: payload,
  })
  const outcomes: Promise<Outcome>[] = []
  waha.platform.windows.heard(session.name, person)
  if (input.silent || (input.group && session.config.ignore?.groups)) return { id: bare, outcomes }
  for (let copy = 0; copy < (input.copies ?? 1); copy++) {
    if (event === 'message.any' && !input.fromPhone) outcomes.push(...waha.tell(session, 'message', payload))
    outcomes.push(...waha.tell(session, event, payload))
  }
  return { id: bare, outcomes }
}

interface Place {
  person: string
  chatId: string
  bare: string
}

function eventOf(waha: Waha, publicUrl: string, session: Session, input: WahaInbound, place: Place) {
  const { person, chatId, bare } = place
  const fromMe = input.fromPhone === true
  const participant = input.group ? person : undefined
  const id = messageId(fromMe, chatId, bare, participant)
  const common = {
    id,
    timestamp: input.timestamp ?? Math.floor(Date.now() / 1000),
    from: fromMe ? (session.me?.id ?? '') : chatId,
    fromMe,
    to: fromMe ? chatId : (session.me?.id ?? ''),
    ...(participant && { participant }),
    ...(fromMe && { source: 'app' }),
  }
  if (input.reaction) return { event: 'message.reaction', payload: { ...common, reaction: input.reaction } }
  if (input.edit) {
    const { messageId: editedMessageId, text } = input.edit
    return { event: 'message.edited', payload: { ...common, body: text, editedMessageId } }
  }
  if (input.revoke) {
    // The bare id, not the one that messages carry.
    const revokedMessageId = input.revoke.messageId.split('_')[2] ?? input.revoke.messageId
    return { event: 'message.revoked', payload: { revokedMessageId, after: common, before: null, _data: {} } }
  }
  if (input.pollVote) return { event: 'poll.vote', payload: voteOf(common, input.pollVote) }
  const message: WahaMessage = {
    ...common,
    body: input.text ?? input.media?.caption ?? '',
    hasMedia: input.media !== undefined,
    media: input.media ? keepFile(waha, publicUrl, session, input.media) : null,
    ack: 1,
    ackName: 'SERVER',
    vCards: input.vcard ? [input.vcard] : session.engine === 'WEBJS' ? [] : null,
    replyTo: input.repliedTo ? { id: input.repliedTo } : null,
    ...(input.location && { location: { ...input.location, description: input.location.title } }),
    _data: rawShape(session, bare, chatId, input.name),
    ...input.more,
  }
  session.chats.set(chatId, [...(session.chats.get(chatId) ?? []), message])
  return { event: 'message.any', payload: message }
}

function voteOf(common: { id: string; from: string; to: string }, vote: NonNullable<WahaInbound['pollVote']>) {
  const { id, from, to } = common
  const { pollId, selectedOptions } = vote
  return {
    vote: { id, selectedOptions, timestamp: Date.now(), from, to, fromMe: false },
    poll: { id: pollId, from: to, to: from, fromMe: true },
    _data: {},
  }
}

function keepFile(waha: Waha, publicUrl: string, session: Session, file: NonNullable<WahaInbound['media']>) {
  const name = `${randomBytes(12).toString('hex')}.${file.mimeType.split('/')[1]?.split(';')[0] ?? 'bin'}`
  waha.files.set(name, {
    mimeType: file.mimeType,
    bytes: file.base64 === undefined ? sampleFile(file.mimeType) : Buffer.from(file.base64, 'base64'),
  })
  const url = `${publicUrl}/api/files/${session.name}/${name}`
  return { url, mimetype: file.mimeType, filename: file.filename ?? null, error: null, s3: null }
}
