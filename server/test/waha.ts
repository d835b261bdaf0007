import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestApp } from './buildApp.ts'

type Json = Record<string, unknown>

/** One request as it came. */
export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  apiKey: string | undefined
  body: Json
}

export interface Session {
  name: string
  status: string
  config: Json
  me: Json | null
}

/** A WAHA server of a few lines: sessions, sends and histories in memory. What it does wrong, a test says in `instead`. */
export interface WahaStand {
  url: string
  apiKey: string
  asked: Asked[]
  sessions: Map<string, Session>
  /** Messages by chat, in the order they were sent. */
  chats: Map<string, Json[]>
  files: Map<string, Buffer>
  /** Numbers that have no WhatsApp. */
  without: Set<string>
  /** Answers in place of the server when it returns true. */
  instead: ((asked: Asked, response: ServerResponse) => boolean) | undefined
  sends(): Asked[]
  close(): Promise<void>
}

export async function startWaha(apiKey = 'canary-waha-key'): Promise<WahaStand> {
  const server = createServer((request, response) => {
    void handle(stand, request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const stand: WahaStand = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    asked: [],
    sessions: new Map(),
    chats: new Map(),
    files: new Map(),
    without: new Set(),
    instead: undefined,
    sends: () => stand.asked.filter(({ path }) => /^\/api\/(send(?!Seen)|reaction)/.test(path)),
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return stand
}

async function handle(stand: WahaStand, request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const { pathname, searchParams } = new URL(request.url!, 'http://x')
  const asked: Asked = {
    method: request.method!,
    path: decodeURIComponent(pathname),
    query: searchParams,
    apiKey: request.headers['x-api-key'] as string | undefined,
    body: text ? (JSON.parse(text) as Json) : {},
  }
  stand.asked.push(asked)
  if (stand.instead?.(asked, response)) return undefined
  if (asked.apiKey !== stand.apiKey) return reply(response, 401, { message: 'Unauthorized', statusCode: 401 })
  const [, , first, second, third] = asked.path.split('/')
  const file = stand.files.get(asked.path)
  if (file) return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(file)
  if (first === 'files') return reply(response, 404, { error: { key: 'FILE_NOT_FOUND' } })
  if (first === 'sessions') return sessions(stand, asked, response, second, third)
  if (first === 'contacts') {
    const phone = asked.query.get('phone')!
    const numberExists = !stand.without.has(phone)
    return reply(response, 200, { numberExists, ...(numberExists && { chatId: `${phone}@c.us` }) })
  }
  if (second === 'auth') return link(stand, asked, response, first!)
  if (second === 'chats') return history(stand, asked, response)
  if (/^(send|reaction|startTyping)/.test(first ?? '')) return send(stand, asked, response)
  return reply(response, 404, { message: `Cannot ${asked.method} ${asked.path}`, statusCode: 404 })
}

export const reply = (response: ServerResponse, status: number, body: unknown): unknown =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

function sessions(stand: WahaStand, asked: Asked, response: ServerResponse, name?: string, action?: string): unknown {
  if (name === undefined) {
    const made = { name: String(asked.body.name), status: 'STARTING', config: asked.body.config as Json, me: null }
    stand.sessions.set(made.name, made)
    return reply(response, 201, made)
  }
  const session = stand.sessions.get(name)
  if (!session) return reply(response, 404, { message: `Session "${name}" not found`, statusCode: 404 })
  if (asked.method === 'DELETE') stand.sessions.delete(name)
  if (asked.method === 'PUT') session.config = asked.body.config as Json
  if (action === 'start' && session.status !== 'WORKING') session.status = 'STARTING'
  if (action === 'stop') session.status = 'STOPPED'
  if (action === 'logout') Object.assign(session, { status: 'SCAN_QR_CODE', me: null })
  return reply(response, asked.method === 'POST' ? 201 : 200, session)
}

/** Eight bytes that every PNG begins with. */
export const PNG = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]).toString('base64')

function link(stand: WahaStand, asked: Asked, response: ServerResponse, name: string): unknown {
  const status = stand.sessions.get(name)?.status
  if (status !== 'SCAN_QR_CODE')
    return reply(response, 422, { error: 'wrong state', session: name, status, expected: [] })
  if (asked.path.endsWith('/request-code')) return reply(response, 201, { code: 'ABCD-EFGH' })
  return reply(response, 200, { mimetype: 'image/png', data: PNG })
}

function history(stand: WahaStand, { path, query }: Asked, response: ServerResponse): unknown {
  const [, , , , chat, , id] = path.split('/')
  const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 10)]
  const newest = (messages: Json[]) => messages.toSorted((a, b) => Number(b.timestamp) - Number(a.timestamp))
  if (chat === 'overview') {
    const all = [...stand.chats].map(([name, messages]) => ({ id: name, lastMessage: newest(messages)[0] }))
    const order = all.toSorted((a, b) => Number(b.lastMessage?.timestamp) - Number(a.lastMessage?.timestamp))
    return reply(response, 200, order.slice(offset, offset + limit))
  }
  const messages = newest(stand.chats.get(chat!) ?? [])
  if (id === undefined) return reply(response, 200, messages.slice(offset, offset + limit))
  const one = messages.find(message => message.id === id)
  return reply(response, one ? 200 : 404, one ?? { message: 'not found', statusCode: 404 })
}

let made = 0

/** As GOWS answers: the preset id is the message's, else one is made. */
function send(stand: WahaStand, asked: Asked, response: ServerResponse): unknown {
  const session = stand.sessions.get(String(asked.body.session))
  if (session?.status !== 'WORKING') {
    const wrong = {
      error: 'Session status is not as expected',
      session: session?.name ?? 'none',
      expected: ['WORKING'],
    }
    return reply(response, 422, { ...wrong, status: session?.status ?? 'STOPPED' })
  }
  const bare = String(asked.body.id ?? `3EB0${String(++made).padStart(18, '0')}`)
  const chat = String(asked.body.chatId ?? '')
  const id = `true_${chat}_${bare}`
  const timestamp = Math.floor(Date.now() / 1000)
  if (asked.path.startsWith('/api/send') && asked.path !== '/api/sendSeen') {
    const told = [...(stand.chats.get(chat) ?? []), { id, timestamp, fromMe: true, body: asked.body.text, ack: 1 }]
    stand.chats.set(chat, told)
  }
  return reply(response, asked.method === 'PUT' ? 200 : 201, { id, _data: {} })
}

/** An event as WAHA signs and posts it. */
export function postEvent(app: TestApp, channel: string, key: string, event: object | string) {
  const payload = typeof event === 'string' ? event : JSON.stringify(event)
  const headers = {
    'content-type': 'application/json',
    'x-webhook-request-id': 'r1',
    'x-webhook-timestamp': String(Date.now()),
    'x-webhook-hmac': createHmac('sha512', key).update(payload).digest('hex'),
    'x-webhook-hmac-algorithm': 'sha512',
  }
  return app.app.inject({ method: 'POST', url: `/webhooks/waha/${channel}`, headers, payload })
}

/** What a session reports to, as it was told when it was made. */
export function hookOf(session: Session | undefined): { url: string; key: string; events: string[] } {
  const [hook] = (session?.config.webhooks ?? []) as Array<{ url: string; hmac: { key: string }; events: string[] }>
  if (!hook) throw new Error('this session reports nowhere')
  return { url: hook.url, key: hook.hmac.key, events: hook.events }
}
