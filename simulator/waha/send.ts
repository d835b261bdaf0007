import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Accepted, type Answer, type Dialect, perform, refuse } from '../calls.ts'
import type { FaultRule } from '../faults.ts'
import { messageId, newBareId, type Session, type Waha, type WahaMessage, type WahaSent } from './service.ts'

type Json = Record<string, unknown>

/** Answers in WAHA's wording. */
export const wahaDialect: Dialect = {
  errorAnswer: ({ status = 500, code }) => ({
    status,
    body: { statusCode: status, error: 'Error', message: `The twin was told to fail${code ? ` with ${code}` : ''}` },
  }),
  encode: body => (body === undefined ? '' : JSON.stringify(body)),
  headers: () => ({ 'content-type': 'application/json; charset=utf-8' }),
}

const KINDS: Record<string, string> = {
  sendText: 'text',
  sendImage: 'image',
  sendFile: 'document',
  sendVoice: 'audio',
  sendVideo: 'video',
  sendLocation: 'location',
  sendContactVcard: 'contacts',
  sendPoll: 'poll',
  sendList: 'list',
}

/** Everything that sends. */
export function sendRoutes(scope: FastifyInstance, waha: Waha): void {
  for (const [name, type] of Object.entries(KINDS)) {
    scope.post(`/api/${name}`, (request, reply) => handleSend(waha, type, request.body as Json, reply))
  }
  scope.put('/api/reaction', (request, reply) => handleSend(waha, 'reaction', request.body as Json, reply))
  for (const name of ['sendSeen', 'startTyping', 'stopTyping']) {
    scope.post(`/api/${name}`, (request, reply) => handleReceipt(waha, name, request, reply))
  }
}

function handleSend(waha: Waha, type: string, body: Json, reply: FastifyReply) {
  const chatId = String(body.chatId ?? chatOf(String(body.messageId ?? '')))
  const channel = String(body.session ?? 'default')
  const preset = typeof body.id === 'string' ? body.id : undefined
  const about = { provider: 'waha' as const, phoneNumberId: channel, to: chatId, type, attemptId: attemptOf(preset) }
  const session = waha.sessions.get(channel)
  const refusal = judge(session, channel, chatId)
  const { calls } = waha.platform
  if (refusal || !session) {
    return refuse(calls, wahaDialect, reply, { kind: 'send', ...about, request: body }, refusal!)
  }
  return perform(calls, wahaDialect, reply, {
    kind: 'send',
    op: 'send',
    ...about,
    request: body,
    accept: rule => accept(waha, session, { type, chatId, preset, body, attemptId: about.attemptId }, rule),
  })
}

/** A preset id says whose attempt it is: 3EB0, the message's id, the number of the attempt. */
function attemptOf(preset: string | undefined): string | undefined {
  const match = /^3EB0([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([0-9a-f]{2})$/i.exec(
    preset ?? '',
  )
  if (!match) return preset
  return `${match.slice(1, 6).join('-').toLowerCase()}.${Number.parseInt(match[6]!, 16)}`
}

const chatOf = (id: string): string => id.split('_')[1] ?? ''

function judge(session: Session | undefined, name: string, chatId: string): Answer | undefined {
  if (!session) {
    const message = `Session "${name}" does not exist`
    return { status: 422, body: { statusCode: 422, error: 'Unprocessable Entity', message } }
  }
  if (session.status !== 'WORKING') {
    const error = 'Session status is not as expected. Try again later or restart the session'
    return { status: 422, body: { error, session: name, status: session.status, expected: ['WORKING'] } }
  }
  if (!/^[^@]+@(c\.us|g\.us|lid|s\.whatsapp\.net)$/.test(chatId)) {
    return { status: 400, body: { statusCode: 400, error: 'Bad Request', message: 'chatId is not valid' } }
  }
  return undefined
}

interface Wanted {
  type: string
  chatId: string
  preset: string | undefined
  body: Json
  attemptId: string | undefined
}

function accept(waha: Waha, session: Session, wanted: Wanted, rule: FaultRule | null): Accepted {
  const { chatId, body, type } = wanted
  const bare = wanted.preset ?? newBareId()
  const message: WahaMessage = {
    id: messageId(true, chatId, bare),
    timestamp: Math.floor(Date.now() / 1000),
    from: session.me!.id,
    to: chatId,
    fromMe: true,
    source: 'api',
    body: String(body.text ?? body.caption ?? body.title ?? ''),
    hasMedia: ['image', 'document', 'audio', 'video'].includes(type),
    media: null,
    ack: 0,
    ackName: 'PENDING',
    vCards: null,
    replyTo: null,
    _data: {},
  }
  if (type !== 'reaction') session.chats.set(chatId, [...(session.chats.get(chatId) ?? []), message])
  const sent: WahaSent = {
    provider: 'waha',
    channel: session.name,
    to: chatId,
    attemptId: wanted.attemptId,
    id: bare,
    chatId,
    message,
  }
  return {
    wamid: bare,
    answer: { status: 201, body: answerOf(session, bare, message) },
    afterwards: () => {
      if (type !== 'reaction') waha.tell(session, 'message.any', message)
      waha.follower.follow(sent, rule)
    },
  }
}

/** Each engine answers in its own way, whatever the description promises. */
function answerOf({ engine }: Session, bare: string, message: WahaMessage): unknown {
  const remote = String(message.to)
  if (engine === 'NOWEB') {
    const key = { remoteJid: remote.replace('@c.us', '@s.whatsapp.net'), fromMe: true, id: bare }
    return {
      key,
      message: { conversation: message.body },
      messageTimestamp: String(message.timestamp),
      status: 'PENDING',
    }
  }
  if (engine === 'WEBJS') {
    return { _data: {}, id: { fromMe: true, remote, id: bare, _serialized: message.id }, body: message.body, ack: 0 }
  }
  return { id: message.id, _data: { Info: { ID: bare, Chat: remote } } }
}

function handleReceipt(waha: Waha, name: string, request: FastifyRequest, reply: FastifyReply) {
  const body = request.body as Json
  return perform(waha.platform.calls, wahaDialect, reply, {
    kind: 'read',
    op: 'read',
    provider: 'waha',
    phoneNumberId: String(body.session),
    to: String(body.chatId),
    type: name === 'sendSeen' ? 'read' : 'typing',
    request: body,
    accept: () => ({ answer: { status: 201, body: {} } }),
  })
}
