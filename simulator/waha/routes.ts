import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acceptJson } from '../bodies.ts'
import { sendRoutes } from './send.ts'
import { newBareId, type Waha } from './service.ts'
import { sessionRoutes } from './sessions.ts'

/** Numbers that are on no WhatsApp begin with these digits. */
const NOBODY = '999'

/** Registers what the twin speaks of WAHA's API: sessions, sends, chats, contacts, files. */
export function registerWaha(app: FastifyInstance, waha: Waha): void {
  app.register(async scope => {
    acceptJson(scope)
    scope.addHook('onRequest', async (request, reply) => {
      if (request.headers['x-api-key'] === waha.apiKey) return
      return reply.code(401).send({ message: 'Unauthorized', statusCode: 401 })
    })
    sessionRoutes(scope, waha)
    sendRoutes(scope, waha)
    chatRoutes(scope, waha)
  })
}

function chatRoutes(scope: FastifyInstance, waha: Waha): void {
  scope.get('/api/contacts/check-exists', async request => {
    const digits = String((request.query as { phone?: string }).phone ?? '').replace(/\D/g, '')
    const numberExists = digits.length > 5 && !digits.startsWith(NOBODY)
    return { numberExists, ...(numberExists && { chatId: `${digits}@c.us` }) }
  })
  scope.get('/api/:session/new-message-id', async () => ({ id: newBareId() }))
  scope.get('/api/:session/chats', async request => [...chatsOf(waha, request).keys()].map(id => ({ id, name: null })))
  scope.get('/api/:session/chats/overview', async request =>
    [...chatsOf(waha, request)].map(([id, messages]) => ({
      id,
      name: null,
      picture: null,
      lastMessage: messages.at(-1),
    })),
  )
  scope.get('/api/:session/chats/:chat/messages', async request => {
    const { chat } = request.params as { chat: string }
    return page(chatsOf(waha, request).get(chat) ?? [], request.query as Record<string, string | undefined>)
  })
  scope.get('/api/files/:session/:file', (request, reply) => file(waha, request, reply))
}

const chatsOf = (waha: Waha, request: FastifyRequest) =>
  waha.sessions.get((request.params as { session: string }).session)?.chats ?? new Map<string, never[]>()

/** Newest first, as the engines give them. */
function page<T extends { timestamp: number; fromMe: boolean }>(
  messages: readonly T[],
  query: Record<string, string | undefined>,
): T[] {
  const from = Number(query['filter.timestamp.gte'] ?? 0)
  const to = Number(query['filter.timestamp.lte'] ?? Number.MAX_SAFE_INTEGER)
  const mine = query['filter.fromMe']
  const offset = Number(query.offset ?? 0)
  return messages
    .filter(one => one.timestamp >= from && one.timestamp <= to && (mine === undefined || `${one.fromMe}` === mine))
    .toReversed()
    .slice(offset, offset + Number(query.limit ?? 10))
}

function file(waha: Waha, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = waha.files.get((request.params as { file: string }).file)
  if (found) return reply.type(found.mimeType).send(found.bytes)
  return reply.code(404).send({ error: { key: 'FILE_NOT_FOUND', message: 'File not found' } })
}
