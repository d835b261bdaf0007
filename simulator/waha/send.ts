import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Accepted, type Answer, perform } from '../calls.ts'
import type { FaultRule } from '../misbehaviour/faults.ts'
import { answer, notImplemented, reject, wahaDialect, wahaError } from './dialect.ts'
import { messageId, newBareId, type Waha, type WahaSent } from './service.ts'
import type { Session, WahaMessage } from './session.ts'
import { sentShape } from './shapes.ts'

type Json = Record<string, unknown>

/** A way of sending: what the request must hold, and whether its description knows a preset id. */
interface Way {
  type: string
  needs: readonly string[]
  preset?: boolean
  /** Engines that cannot do it. */
  without?: readonly string[]
}

const WAYS: Record<string, Way> = {
  sendText: { type: 'text', needs: ['text'], preset: true },
  sendImage: { type: 'image', needs: ['file'] },
  sendFile: { type: 'document', needs: ['file'] },
  sendVoice: { type: 'audio', needs: ['file'] },
  sendVideo: { type: 'video', needs: ['file'] },
  sendLocation: { type: 'location', needs: ['latitude', 'longitude'], preset: true },
  sendContactVcard: { type: 'contacts', needs: ['contacts'], preset: true },
  sendPoll: { type: 'poll', needs: ['poll'], preset: true },
  sendList: { type: 'list', needs: ['message'], without: ['WEBJS'] },
  sendButtons: { type: 'buttons', needs: ['body'], without: ['WEBJS', 'NOWEB', 'GOWS'] },
  reaction: { type: 'reaction', needs: ['messageId', 'reaction'] },
}
const WITH_FILES = ['image', 'document', 'audio', 'video']
const CHAT = /^[^@\s]+@(c\.us|g\.us|lid|s\.whatsapp\.net)$/

/** Everything that sends. */
export function sendRoutes(scope: FastifyInstance, waha: Waha): void {
  for (const [name, way] of Object.entries(WAYS)) {
    if (name === 'reaction') continue
    scope.post(`/api/${name}`, (request, reply) => handleSend(waha, way, (request.body ?? {}) as Json, reply))
  }
  scope.put('/api/reaction', (request, reply) => handleSend(waha, WAYS.reaction!, (request.body ?? {}) as Json, reply))
  for (const name of ['sendSeen', 'startTyping', 'stopTyping']) {
    scope.post(`/api/${name}`, (request, reply) => handleReceipt(waha, name, request, reply))
  }
}

/** A send, read out of its body. */
interface Wanted {
  way: Way
  body: Json
  chatId: string
  /** The id that the caller chose, where the API lets it choose. */
  preset: string | undefined
  attemptId: string | undefined
}

function handleSend(waha: Waha, way: Way, body: Json, reply: FastifyReply) {
  const channel = String(body.session ?? 'default')
  const chosen = typeof body.id === 'string' && body.id !== '' ? body.id : undefined
  const wanted: Wanted = {
    way,
    body,
    chatId: String(body.chatId ?? chatOf(String(body.messageId ?? ''))),
    preset: way.preset ? chosen : undefined,
    attemptId: attemptOf(chosen),
  }
  const session = waha.sessions.get(channel)
  const about = {
    phoneNumberId: channel,
    to: wanted.chatId,
    type: way.type,
    attemptId: wanted.attemptId,
    content: contentOf(wanted),
    request: body,
  }
  const refusal = judge(session, channel, wanted)
  if (refusal || !session) return reject(waha, reply, { kind: 'send', ...about }, refusal!)
  return perform(waha.platform.calls, wahaDialect, reply, {
    kind: 'send',
    op: 'send',
    provider: 'waha',
    ...about,
    accept: rule => accept(waha, session, wanted, rule),
  })
}

/** A preset id may say whose attempt it is: 3EB0, the message's id (a UUID in hexadecimal), the attempt's number. */
function attemptOf(preset: string | undefined): string | undefined {
  const match = /^3EB0([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([0-9a-f]{2})$/i.exec(
    preset ?? '',
  )
  if (!match) return preset
  return `${match.slice(1, 6).join('-').toLowerCase()}.${Number.parseInt(match[6]!, 16)}`
}

const chatOf = (id: string): string => id.split('_')[1] ?? ''

/** What the message says: its text, or all members of the body but session, chat and id. */
function contentOf({ way, body }: Wanted): string {
  if (way.type === 'text') return String(body.text)
  const { session: _, chatId: __, id: ___, ...rest } = body
  return JSON.stringify(rest)
}

function judge(session: Session | undefined, name: string, { way, body, chatId }: Wanted): Answer | undefined {
  if (!session) return wahaError(422, `Session "${name}" does not exist`)
  if (session.status !== 'WORKING') {
    const error = 'Session status is not as expected. Try again later or restart the session'
    return { status: 422, body: { error, session: name, status: session.status, expected: ['WORKING'] } }
  }
  if (way.without?.includes(session.engine)) return notImplemented()
  const missing = way.needs.filter(member => body[member] === undefined || body[member] === null)
  if (missing.length > 0)
    return wahaError(
      400,
      missing.map(member => `${member} should not be empty`),
    )
  if (!CHAT.test(chatId)) return wahaError(400, ['chatId must be a chat: 11111111111@c.us'])
  if (WITH_FILES.includes(way.type) && !isFile(body.file)) return wahaError(400, ['file must have url or data'])
  return undefined
}

function isFile(file: unknown): boolean {
  const { url, data } = (file ?? {}) as { url?: unknown; data?: unknown }
  return typeof url === 'string' || typeof data === 'string'
}

function accept(waha: Waha, session: Session, wanted: Wanted, rule: FaultRule | null): Accepted {
  const { chatId, way } = wanted
  const bare = wanted.preset ?? newBareId()
  const before = (session.chats.get(chatId) ?? []).some(message => message.id === messageId(true, chatId, bare))
  const message = messageOf(session, wanted, bare)
  if (way.type !== 'reaction') session.chats.set(chatId, [...(session.chats.get(chatId) ?? []), message])
  const { attemptId } = wanted
  const channel = session.name
  const sent: WahaSent = { provider: 'waha', channel, to: chatId, attemptId, id: bare, chatId, message }
  return {
    wamid: bare,
    answer: { status: 201, body: sentShape(session, bare, message) },
    // WhatsApp shows one message for each id. The caller has sent it twice nevertheless, and the journal says so.
    ...(before && { note: { duplicate: true } }),
    afterwards: () => {
      if (way.type !== 'reaction') waha.tell(session, 'message.any', message)
      waha.follower.follow(sent, rule)
    },
  }
}

function messageOf(session: Session, { way, body, chatId }: Wanted, bare: string): WahaMessage {
  const hasMedia = WITH_FILES.includes(way.type)
  return {
    id: messageId(true, chatId, bare),
    timestamp: Math.floor(Date.now() / 1000),
    from: session.me!.id,
    fromMe: true,
    source: 'api',
    to: chatId,
    body: String(body.text ?? body.caption ?? body.title ?? ''),
    hasMedia,
    media: null,
    ack: 0,
    ackName: 'PENDING',
    vCards: way.type === 'contacts' ? [] : null,
    replyTo: typeof body.reply_to === 'string' ? { id: body.reply_to } : null,
    _data: {},
  }
}

function handleReceipt(waha: Waha, name: string, request: FastifyRequest, reply: FastifyReply) {
  const body = (request.body ?? {}) as Json
  const session = waha.sessions.get(String(body.session ?? 'default'))
  const type = name === 'sendSeen' ? 'read' : 'typing'
  const refusal = judge(session, String(body.session), {
    way: { type, needs: [] },
    body,
    chatId: String(body.chatId),
    preset: undefined,
    attemptId: undefined,
  })
  const about = { kind: 'read' as const, type, to: String(body.chatId), request: body }
  if (refusal) return reject(waha, reply, { ...about, phoneNumberId: String(body.session) }, refusal)
  return answer(waha, reply, { ...about, op: 'read', session: String(body.session) }, () => ({
    status: 201,
    body: type === 'read' ? {} : { result: true },
  }))
}
