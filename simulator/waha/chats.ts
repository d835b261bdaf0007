import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, fileDialect, perform } from '../calls.ts'
import { answer, notImplemented, wahaDialect, wahaError } from './dialect.ts'
import { newBareId, type Waha } from './service.ts'
import type { Session, WahaMessage } from './session.ts'

type Query = Readonly<Record<string, string | undefined>>

/** Numbers that are on no WhatsApp begin with these digits. */
const NOBODY = '999'
const DEFAULT_LIMIT = 10
const ok = (body: unknown): Answer => ({ status: 200, body })

/** Chats with their messages, contacts, identities, files. */
export function chatRoutes(scope: FastifyInstance, waha: Waha): void {
  const chat = '/api/:session/chats/:chat'
  scope.get('/api/contacts/check-exists', (request, reply) => {
    const { phone = '', session = 'default' } = request.query as Query
    return look(waha, reply, { type: 'check-exists', session, to: phone }, () => ok(whereIs(waha, phone)))
  })
  const route = (type: string, act: (session: Session, request: FastifyRequest) => Answer) => {
    return (request: FastifyRequest, reply: FastifyReply) => {
      const { session: name, chat: to } = request.params as { session: string; chat?: string }
      const session = waha.sessions.get(name)
      const about = { type, session: name, ...(to !== undefined && { to }), request: request.query }
      return look(waha, reply, about, () => (session ? act(session, request) : noSession(name)))
    }
  }
  scope.get(
    '/api/:session/new-message-id',
    route('new-message-id', ({ engine }) => (engine === 'WEBJS' ? notImplemented() : ok({ id: newBareId() }))),
  )
  scope.get(
    '/api/:session/chats',
    route('chats', (session, request) => ok(listChats(session, request.query as Query))),
  )
  scope.get(
    '/api/:session/chats/overview',
    route('overview', session => ok([...session.chats].map(([id, messages]) => overview(id, messages)))),
  )
  scope.get(
    `${chat}/messages`,
    route('messages', (session, request) => ok(page(messagesOf(waha, session, request), request.query as Query))),
  )
  scope.get(
    `${chat}/messages/:message`,
    route('message', (session, request) => {
      const { message: id } = request.params as { message: string }
      const found = messagesOf(waha, session, request).find(one => one.id === id || one.id.split('_')[2] === id)
      return found ? ok(withoutFile(found, request.query as Query)) : wahaError(404, 'Message not found')
    }),
  )
  scope.post(
    `${chat}/messages/read`,
    route('read', (session, request) => {
      const unread = messagesOf(waha, session, request).filter(message => !message.fromMe)
      return { status: 201, body: { ids: unread.map(message => message.id) } }
    }),
  )
  peopleRoutes(scope, waha, route)
  scope.get('/api/files/:session/:file', (request, reply) => handleFile(waha, request, reply))
}

type Route = (
  type: string,
  act: (session: Session, request: FastifyRequest) => Answer,
) => (request: FastifyRequest, reply: FastifyReply) => unknown

function peopleRoutes(scope: FastifyInstance, waha: Waha, route: Route): void {
  const people = () => [...waha.people.values()]
  scope.get(
    '/api/:session/lids/:lid',
    route('lid', (_session, request) => {
      const lid = (request.params as { lid: string }).lid.replace(/@lid$/, '')
      const person = people().find(one => one.lid === `${lid}@lid`)
      return ok({ lid: `${lid}@lid`, pn: person ? `${person.phone}@c.us` : null })
    }),
  )
  scope.get(
    '/api/:session/lids/pn/:phone',
    route('lid', (_session, request) => {
      const phone = (request.params as { phone: string }).phone.replace(/\D/g, '')
      return ok({ lid: waha.people.get(phone)?.lid ?? null, pn: `${phone}@c.us` })
    }),
  )
  scope.get(
    '/api/:session/groups/:group',
    route('group', (_session, request) => {
      const { group } = request.params as { group: string }
      return ok({ id: group, subject: `Group ${group.slice(0, 6)}`, description: '', participants: [] })
    }),
  )
}

function look(
  waha: Waha,
  reply: FastifyReply,
  about: { type: string; session: string; to?: string; request?: unknown },
  act: () => Answer,
) {
  return answer(waha, reply, { ...about, op: 'lookup' }, act)
}

const noSession = (name: string): Answer => wahaError(404, `Session "${name}" does not exist`)

function whereIs(waha: Waha, phone: string): { numberExists: boolean; chatId?: string } {
  const digits = phone.replace(/@.*$/, '').replace(/\D/g, '')
  const person = waha.people.get(digits)
  const numberExists = person?.exists ?? (digits.length > 5 && !digits.startsWith(NOBODY))
  return { numberExists, ...(numberExists && { chatId: person?.chatId ?? `${digits}@c.us` }) }
}

/** Messages of a chat, together with those that the same person wrote under the other identity. */
function messagesOf(waha: Waha, session: Session, request: FastifyRequest): WahaMessage[] {
  const { chat } = request.params as { chat: string }
  const person = [...waha.people.values()].find(one => one.lid === chat || `${one.phone}@c.us` === chat)
  const merged = (request.query as Query).merge !== 'false' && person?.lid
  const ids = new Set(merged ? [chat, `${person.phone}@c.us`, person.lid!] : [chat])
  return [...ids].flatMap(id => session.chats.get(id) ?? []).toSorted((left, right) => left.timestamp - right.timestamp)
}

const lastTime = (messages: readonly WahaMessage[]): number => messages.at(-1)?.timestamp ?? 0

function listChats(session: Session, { limit, offset }: Query) {
  const from = Number(offset ?? 0)
  return [...session.chats]
    .toSorted((left, right) => lastTime(right[1]) - lastTime(left[1]))
    .slice(from, limit === undefined ? undefined : from + Number(limit))
    .map(([id, messages]) => ({ id, name: null, conversationTimestamp: lastTime(messages) }))
}

const overview = (id: string, messages: WahaMessage[]) => ({
  id,
  name: null,
  picture: null,
  lastMessage: messages.at(-1),
  _chat: {},
})

/** Newest first unless asked otherwise, as the engines give them. */
function page(messages: readonly WahaMessage[], query: Query): object[] {
  const from = Number(query['filter.timestamp.gte'] ?? 0)
  const to = Number(query['filter.timestamp.lte'] ?? Number.MAX_SAFE_INTEGER)
  const { 'filter.fromMe': mine, 'filter.ack': ack } = query
  const offset = Number(query.offset ?? 0)
  const found = messages.filter(
    one =>
      one.timestamp >= from &&
      one.timestamp <= to &&
      (mine === undefined || `${one.fromMe}` === mine) &&
      (ack === undefined || one.ackName === ack),
  )
  return (query.sortOrder === 'asc' ? found : found.toReversed())
    .slice(offset, offset + Number(query.limit ?? DEFAULT_LIMIT))
    .map(one => withoutFile(one, query))
}

/** Histories download files only when asked to; they never say which program sent a message. */
function withoutFile({ source: _, ...message }: WahaMessage, { downloadMedia }: Query): object {
  return downloadMedia === 'false' ? { ...message, media: null } : message
}

function handleFile(waha: Waha, request: FastifyRequest, reply: FastifyReply) {
  const { session, file: name } = request.params as { session: string; file: string }
  const file = waha.files.get(name)
  const about = { kind: 'media' as const, op: 'media_download' as const, type: 'file', session, request: { name } }
  if (!file) {
    const error = { key: 'FILE_NOT_FOUND', message: 'File not found' }
    return answer(waha, reply, about, () => ({ status: 404, body: { error } }))
  }
  const facts = { bytes: file.bytes.length, mimeType: file.mimeType }
  return perform(waha.platform.calls, fileDialect(wahaDialect, file, facts), reply, {
    kind: 'media',
    op: 'media_download',
    provider: 'waha',
    phoneNumberId: session,
    type: file.mimeType,
    request: { name },
    accept: () => ({ answer: ok(facts) }),
  })
}
