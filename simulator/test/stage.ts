import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startTwin, type Twin, type TwinOptions } from '../twin.ts'
import { type Answer, call } from './http.ts'

/** One webhook as it arrived. */
export interface Received {
  headers: IncomingHttpHeaders
  raw: Buffer
  /** The parsed body. */
  body: WebhookBody
}

/** The parts of a webhook the tests look into. */
export interface WebhookBody {
  object: string
  entry: { id: string; changes: { field: string; value: WebhookValue }[] }[]
}

/** The `value` of a change. */
export interface WebhookValue {
  metadata: { display_phone_number: string; phone_number_id: string }
  contacts?: { profile: { name: string }; wa_id?: string; user_id?: string }[]
  messages?: (Record<string, unknown> & { id: string; type: string; from?: string })[]
  statuses?: (Record<string, unknown> & { id: string; status: string; timestamp: string })[]
}

/** A webhook receiver on a free port. */
export interface Receiver {
  url: string
  received: Received[]
  /** Statuses in order of arrival. */
  statuses(): NonNullable<WebhookValue['statuses']>
  messages(): NonNullable<WebhookValue['messages']>
  /** Answers given to the next requests, then 200 again. `null` drops the connection. */
  answerNext(...codes: (number | null)[]): void
  close(): Promise<void>
}

/** Starts a receiver that echoes the handshake challenge and acknowledges every POST. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const script: (number | null)[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.method === 'GET') {
        const query = new URL(request.url ?? '/', 'http://receiver').searchParams
        const known = query.get('hub.verify_token') === 'let me in'
        response.writeHead(known ? 200 : 403).end(known ? query.get('hub.challenge') : 'no')
        return
      }
      const raw = Buffer.concat(chunks)
      received.push({ headers: request.headers, raw, body: JSON.parse(raw.toString('utf8')) })
      const code = script.length > 0 ? script.shift()! : 200
      if (code === null) request.socket.destroy()
      else response.writeHead(code).end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const values = () => received.flatMap(({ body }) => body.entry.flatMap(entry => entry.changes.map(one => one.value)))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/meta`,
    received,
    statuses: () => values().flatMap(value => value.statuses ?? []),
    messages: () => values().flatMap(value => value.messages ?? []),
    answerNext: (...codes) => void script.push(...codes),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A twin and the business behind it, wired together with short delays. */
export interface Stage {
  twin: Twin
  receiver: Receiver
  /** `POST /v24.0/{number}/messages`; the number is 106540352242922 unless said otherwise. */
  send(body: unknown, options?: { number?: string; version?: string; token?: string | null }): Promise<Answer>
  /** Any call to the twin, with a bearer token. */
  call(method: string, path: string, body?: unknown): Promise<Answer>
  close(): Promise<void>
}

/** Number every test sends from, out of the published samples. */
export const NUMBER = '106540352242922'

/** Starts both. Every status is reported at once unless `options` says otherwise. */
export async function startStage(options: TwinOptions = {}): Promise<Stage> {
  const receiver = await startReceiver()
  const twin = await startTwin({
    port: 0,
    webhookUrl: receiver.url,
    statuses: { sentMs: 0, deliveredMs: 10, readMs: null },
    retryDelaysMs: [0, 10, 20],
    ...options,
  })
  return {
    twin,
    receiver,
    send: (body, { number = NUMBER, version = 'v24.0', token = 'token' } = {}) =>
      call(`${twin.url}/${version}/${number}/messages`, 'POST', body, token),
    call: (method, path, body) => call(twin.url + path, method, body, 'token'),
    close: async () => {
      await twin.close()
      await receiver.close()
    },
  }
}

/** A text to a customer, with an attempt id when given. */
export function text(to: string, body: string, attemptId?: string): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'text',
    text: { body },
    ...(attemptId && { biz_opaque_callback_data: attemptId }),
  }
}
