import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTwin, type Twin } from '../../simulator/twin.ts'
import { drainWebhooks } from '../features/integrations/index.ts'
import type { TracingConfig } from '../platform/config/index.ts'
import { buildHttp } from '../platform/http/index.ts'
import { showId, type Uuid } from '../platform/ids/index.ts'
import { createLogger, openTracing, type Tracing } from '../platform/telemetry/index.ts'
import { buildApp, type TestApp } from './buildApp.ts'
import { connectNumber, receive, textDelivery } from './contracts/meta.ts'
import { deliver, newPhone, type Shop, shop } from './customer.ts'
import { until } from './until.ts'
import { type Receiver, startReceiver } from './webhooks/receiver.ts'

interface SentSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: Array<{ key: string; value: { stringValue?: string } }>
}

/** A collector that takes OTLP over HTTP as JSON. */
let collector: Server
let collected: SentSpan[] = []
let config: TracingConfig
let tracing: Tracing
let twin: Twin
let receiver: Receiver
let app: TestApp
let place: Shop
let socket: Socket
const lines: string[] = []

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    const body = (await json(request)) as { resourceSpans: Array<{ scopeSpans: Array<{ spans: SentSpan[] }> }> }
    if (request.url === '/v1/traces' && request.headers['x-team'] === 'shops')
      collected.push(...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await once(collector.listen(0, '127.0.0.1'), 'listening')
  const { port } = collector.address() as AddressInfo
  config = { url: `http://127.0.0.1:${port}/v1/traces`, headers: { 'x-team': 'shops' }, service: 'tawsil', ratio: 1 }
  tracing = (await openTracing({ tracing: config }))!
  twin = await startTwin({
    port: 0,
    webhookUrl: 'http://127.0.0.1:9/',
    statuses: { sentMs: null, deliveredMs: null, readMs: null },
    retryDelaysMs: [],
  })
  receiver = await startReceiver()
  const log = createLogger({ logLevel: 'info' }, { write: line => void lines.push(line) })
  const inside = { metaGraphUrl: twin.url, privateHosts: [new URL(receiver.url).host] }
  app = await buildApp({ parts: { config: inside, tracing, log }, jobs: true })
  place = await shop(app)
  await app.database.query(`update tenant set plan = 'premium'`)
  await connectNumber(app, place, { number: '77701', account: 'w1' })
  const made = await app.call(place, 'POST', '/api/v1/webhook-endpoints', { url: receiver.url, types: ['message.*'] })
  expect(made.status).toBe(201)
  const url = await app.app.listen({ port: 0, host: '127.0.0.1' })
  socket = io(url, { auth: { token: place.token }, transports: ['websocket'], reconnection: false, forceNew: true })
  await until(() => socket.connected)
  await socket.emitWithAck('subscribe', { channels: ['messages', 'conversations'] })
})
beforeEach(() => {
  collected = []
})
afterAll(async () => {
  socket.disconnect()
  await app.close()
  await tracing.close()
  await receiver.close()
  await twin.close()
  collector.closeAllConnections()
  collector.close()
})

const named = (name: string) => collected.filter(span => span.name === name)
const sentTo = (to: string) => twin.journal({ kind: 'send' }).filter(entry => entry.to === to)

describe('one message of a customer', () => {
  it('is one trace: webhook, file, bot, send, provider, socket and outgoing webhook', async () => {
    const from = newPhone()
    await receive(app, textDelivery({ number: '77701', from, text: 'two pizzas please' }))
    await until(() => sentTo(from).length === 1)
    await app.context.queue.idle()
    await until(async () => {
      await drainWebhooks(app.context)
      return receiver.calls.some(({ headers }) => headers.traceparent !== undefined)
    })
    const names = ['webhook', 'file', 'bots', 'send', 'provider', 'socket', 'outgoing webhook']
    await until(() => names.every(name => named(name).length > 0), { timeout: 10_000 })
    const [{ traceId }] = named('webhook') as [SentSpan]
    const own = collected.filter(span => span.traceId === traceId)
    for (const name of names)
      expect(
        own.map(span => span.name),
        name,
      ).toContain(name)
    const parentOf = (name: string) => {
      const span = own.find(one => one.name === name)!
      return own.find(({ spanId }) => spanId === span.parentSpanId)?.name
    }
    expect(named('webhook')[0]!.parentSpanId ?? '').toBe('')
    expect([parentOf('file'), parentOf('bots'), parentOf('send'), parentOf('provider')]).toEqual([
      'webhook',
      'file',
      'bots',
      'send',
    ])
    const told = receiver.calls.map(({ headers }) => `${headers.traceparent}`)
    expect(told.some(one => one.startsWith(`00-${traceId}-`))).toBe(true)
    const said = JSON.stringify(collected)
    for (const word of ['pizzas', from, 'EAAG']) expect(said).not.toContain(word)
  })

  it('has a trace of its own', async () => {
    for (let no = 0; no < 2; no++) await receive(app, textDelivery({ number: '77701', from: newPhone(), text: 'hi' }))
    await until(() => named('webhook').length === 2, { timeout: 10_000 })
    expect(new Set(named('webhook').map(({ traceId }) => traceId)).size).toBe(2)
  })
})

describe('a request of the API', () => {
  const caller = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

  it('goes on in the trace of its caller, up to the provider, and says so in its answer and the log', async () => {
    const from = newPhone()
    await receive(app, textDelivery({ number: '77701', from, text: 'hi' }))
    await until(() => sentTo(from).length === 1)
    const [row] = await app.database.query<{ id: Uuid }>('select id from conversation where address = $1', [from])
    lines.length = 0
    const conversation = showId('conversation', row!.id)
    const answer = await app.call(
      place,
      'POST',
      `/api/v1/conversations/${conversation}/messages`,
      { type: 'text', text: { body: 'from a person' } },
      { traceparent: caller },
    )
    expect(answer.status).toBe(202)
    expect(answer.headers['x-trace-id']).toBe('4bf92f3577b34da6a3ce929d0e0e4736')
    await until(() => sentTo(from).length === 2)
    await until(() => named('provider').some(span => span.traceId === '4bf92f3577b34da6a3ce929d0e0e4736'), {
      timeout: 10_000,
    })
    expect(lines.filter(line => line.includes('"traceId":"4bf92f3577b34da6a3ce929d0e0e4736"')).length).toBeGreaterThan(
      0,
    )
  })

  it.each(['', 'nonsense', '00-00000000000000000000000000000000-00f067aa0ba902b7-01', `${'0'.repeat(2000)}`])(
    'begins a trace when its caller names none: %s',
    async traceparent => {
      const { headers } = await app.call(place, 'GET', '/api/v1/channels', undefined, { traceparent })
      expect(headers['x-trace-id']).toMatch(/^[0-9a-f]{32}$/)
    },
  )

  it('that broke names its trace beside its own id', async () => {
    const http = await buildHttp(app.context, { authenticate: () => Promise.reject(new Error('nobody')) })
    http.get('/api/v1/broken', { config: { access: 'public' } }, async () => {
      throw new Error('broken')
    })
    const { body } = await http.inject({ url: '/api/v1/broken', headers: { traceparent: caller } })
    expect(JSON.parse(body).error).toMatchObject({
      code: 'INTERNAL',
      details: { requestId: expect.any(String), traceId: '4bf92f3577b34da6a3ce929d0e0e4736' },
    })
    await http.close()
  })

  it('is not recorded when the caller does not record its own', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b7-00'
    const { headers } = await app.call(place, 'GET', '/api/v1/channels', undefined, { traceparent })
    expect(headers['x-trace-id']).toBeUndefined()
  })
})

describe('a collector', () => {
  it('that is away costs nothing: what waits is bounded, and ending takes no longer', { timeout: 20_000 }, async () => {
    const away = (await openTracing({ tracing: { ...config, url: 'http://127.0.0.1:9/v1/traces' } }))!
    for (let no = 0; no < 20_000; no++) away.begin('webhook', 'server')?.end()
    const began = performance.now()
    await away.close()
    expect(performance.now() - began).toBeLessThan(15_000)
  })

  it('that nobody named gets nothing, and no row carries a trace', async () => {
    expect(await openTracing({ tracing: undefined })).toBeUndefined()
    const plain = await buildApp()
    const own = await shop(plain)
    await deliver(plain, own, newPhone(), 'hi')
    const rows = await plain.database.query(
      `select 1 from event where trace is not null union all select 1 from send_attempt where trace is not null
       union all select 1 from raw_event where headers ? 'traceparent'`,
    )
    expect(rows).toEqual([])
    expect(await plain.call(own, 'GET', '/api/v1/channels')).toMatchObject({
      headers: { 'x-request-id': expect.any(String) },
    })
    await plain.close()
  })

  it('that wants a part of the traces gets whole ones', async () => {
    const some = (await openTracing({ tracing: { ...config, ratio: 0.5 } }))!
    let begun = 0
    for (let no = 0; no < 1000; no++) {
      const span = some.begin('webhook', 'server')
      if (!span) continue
      begun++
      expect(some.follow('file', 'consumer', span.traceparent)).toBeDefined()
    }
    expect(begun).toBeGreaterThan(350)
    expect(begun).toBeLessThan(650)
    expect(some.follow('file', 'consumer', undefined)).toBeUndefined()
    await some.close()
  })
})
