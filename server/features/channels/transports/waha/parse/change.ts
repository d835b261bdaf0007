import { createHash } from 'node:crypto'
import type { InboundMessage, Interactive, MessageContent } from '../../../contract/message.ts'
import { numberOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { type MessageName, readMessageId } from '../message-id.ts'
import type { WahaEvent } from '../webhook/event.ts'
import { readFile } from './content.ts'
import { readEngine } from './engine.ts'
import { type NoMessage, readFrame } from './incoming.ts'
import { hasMedia, isKindTold } from './media.ts'

type Json = Record<string, unknown>

/** A change to an existing message: a reaction, a vote, an edit, a revocation. */
export function readChange(event: WahaEvent): InboundMessage | NoMessage {
  if (event.name === 'message.reaction') return readReaction(event)
  if (event.name === 'poll.vote') return readVote(event)
  if (event.name === 'event.response') return readEventResponse(event)
  return event.name === 'message.edited' ? readEdit(event) : readRevocation(event)
}

/** An empty text takes the reaction back. */
function readReaction(event: WahaEvent): InboundMessage | NoMessage {
  const { payload } = event
  const reaction = objectOf(payload.reaction)
  const target = readMessageId(reaction?.messageId)
  if (!target) return { problem: 'a reaction to nothing' }
  const content = { reaction: { providerMessageId: target.bare, emoji: textOf(reaction?.text) ?? null } }
  return message(event, payload, readMessageId(payload.id), target.bare, { type: 'reaction', content })
}

/**
 * A vote in a poll, or an answer to an invitation: the choices that somebody now has, perhaps none. The poll may be
 * ours or anybody else's in the chat.
 */
function readVote(event: WahaEvent): InboundMessage | NoMessage {
  const { payload } = event
  const vote = objectOf(payload.vote)
  const asked = readMessageId(objectOf(payload.poll)?.id)
  if (!vote || !Array.isArray(vote.selectedOptions)) return { problem: 'a vote that says nothing' }
  const options = vote.selectedOptions.flatMap(option => textOf(option) ?? [])
  return answerTo(event, { ...vote, _data: payload._data }, asked, { kind: 'poll_vote', options })
}

function readEventResponse(event: WahaEvent): InboundMessage | NoMessage {
  const { payload } = event
  const told = objectOf(payload.eventResponse)
  const response = textOf(told?.response)?.slice(0, 64).toLowerCase()
  if (response === undefined) return { problem: 'an answer to an invitation that says nothing' }
  const extraGuests = numberOf(told?.extraGuestCount) || undefined
  const asked = readMessageId(objectOf(payload.eventCreationKey)?.id)
  return answerTo(event, payload, asked, present({ kind: 'event_response' as const, response, extraGuests }))
}

function answerTo(
  event: WahaEvent,
  payload: Json,
  asked: MessageName | undefined,
  interactive: Interactive,
): InboundMessage | NoMessage {
  const read = message(event, payload, readMessageId(payload.id), asked?.bare ?? '', {
    type: 'interactive',
    content: { interactive },
  })
  return 'direction' in read ? present({ ...read, replyToProviderId: asked?.bare }) : read
}

/**
 * Engines put the original's id into `editedMessageId` (WEBJS: the event's own id is the original's). The new words of
 * a message with a file come with the file, as its caption.
 */
function readEdit(event: WahaEvent): InboundMessage | NoMessage {
  const { payload } = event
  const own = readMessageId(payload.id)
  const target = readMessageId(payload.editedMessageId) ?? own
  if (!target) return { problem: 'an edit of nothing' }
  const body = editedBody(payload)
  const text = body.media ? body.media.caption : body.text?.body
  const content = { ...body, original: present({ providerMessageId: target.bare, text }) }
  return message(event, payload, own, target.bare, { type: 'edit', content })
}

function editedBody(payload: Json): MessageContent {
  const engine = readEngine(payload)
  // The web client may say that a text is a caption without saying of what.
  if (hasMedia(payload, engine) && isKindTold(payload, engine)) return readFile(payload, engine)
  return typeof payload.body === 'string' ? { text: { body: payload.body } } : {}
}

/**
 * `revokedMessageId` is bare; the message before or after tells who deleted it. Without that id, the web client's
 * message names the one that it replaced, or has its id.
 */
function readRevocation(event: WahaEvent): InboundMessage | NoMessage {
  const { payload } = event
  const [after, before] = [objectOf(payload.after), objectOf(payload.before)]
  const around = [after, before].find(message => message && (message.id || message.from)) ?? payload
  const replaced = objectOf(objectOf(after?._data)?.protocolMessageKey)
  const names = [payload.revokedMessageId, replaced, replaced?.id, before?.id, after?.id]
  const target = names.map(readMessageId).find(name => name !== undefined)
  if (!target) return { problem: 'a revocation of nothing' }
  const content = { original: { providerMessageId: target.bare } }
  const own = { ...readMessageId(around.id), bare: `revoke.${target.bare}` }
  return message(event, around, own, target.bare, { type: 'revoke', content })
}

function message(
  event: WahaEvent,
  payload: Json,
  own: MessageName | undefined,
  target: string,
  what: Pick<InboundMessage, 'type' | 'content'>,
): InboundMessage | NoMessage {
  const frame = readFrame(payload, own, readEngine(payload), event)
  if (!('direction' in frame)) return frame
  // An event with the same id as the message it changes would be taken for a duplicate of it.
  const id = own && own.bare !== target ? own.bare : `${what.type}.${target}.${digest(what.content, payload.timestamp)}`
  return { providerMessageId: id, ...frame, ...what }
}

const digest = (content: MessageContent, time: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([content, time]))
    .digest('hex')
    .slice(0, 16)
