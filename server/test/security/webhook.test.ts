import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainIntake } from '../../features/messaging/index.ts'
import { buildApp, type TestApp } from '../buildApp.ts'
import { messagesDelivery, post, receive, signature, textDelivery } from '../contracts/meta.ts'
import { snapshotOf } from './snapshot.ts'
import { type Side, twoSides } from './world.ts'

let app: TestApp
let a: Side
let b: Side
let port: number

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoSides(app))
  await app.app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.app.server.address() as AddressInfo).port
})
afterAll(() => app.close())

const stored = async () => (await app.database.query<{ n: number }>('select count(*)::int as n from raw_event'))[0]!.n

// Cases 20 and 21. What a signature is made of is proven beside the route (channels/webhook.test.ts).
describe('a delivery that was changed on its way', () => {
  it('is refused whichever of its bytes was flipped, and nothing is stored', async () => {
    const body = textDelivery({ number: a.number, text: 'prix: 12 ¤ \\u00e9 👍' })
    const headers = { 'x-hub-signature-256': signature(app.context.config.metaAppSecret!, body) }
    const before = await stored()
    for (let at = 0; at < body.length; at++) {
      const changed = Buffer.from(body)
      changed[at] = changed[at]! ^ (1 << (at % 8))
      const { statusCode } = await post(app, changed, { headers })
      if (statusCode !== 401) expect.fail(`byte ${at} flipped was answered ${statusCode}`)
    }
    expect(await stored()).toBe(before)
    expect((await post(app, body, { headers })).statusCode).toBe(200)
  })

  it('is refused when it was cut, prolonged or signed for another body', async () => {
    const [body, other] = [textDelivery({ number: a.number }), textDelivery({ number: a.number })]
    const headers = { 'x-hub-signature-256': signature(app.context.config.metaAppSecret!, body) }
    for (const sent of [body.subarray(1), body.subarray(0, -1), Buffer.concat([body, body]), other, Buffer.alloc(0)]) {
      expect((await post(app, sent, { headers })).statusCode).toBe(401)
    }
  })
})

// Case 22.
describe('a delivery that one business signs and that names the number of another', () => {
  it('is kept aside: after processing the other has not a row more, and nor has the first', async () => {
    await drainIntake(app.context)
    const before = [await snapshotOf(app.database, a.tenantId), await snapshotOf(app.database, b.tenantId)]
    const body = textDelivery({ number: b.number, account: b.account, text: 'forged' })
    const own = { secret: a.appSecret, path: `/webhooks/meta/${a.ids.channel}` }
    expect((await post(app, body, own)).statusCode).toBe(200)
    expect((await post(app, body, { ...own, path: '/webhooks/meta' })).statusCode).toBe(401)
    expect((await post(app, body, { ...own, path: `/webhooks/meta/${b.ids.channel}` })).statusCode).toBe(401)
    await drainIntake(app.context)
    expect([await snapshotOf(app.database, a.tenantId), await snapshotOf(app.database, b.tenantId)]).toEqual(before)
    const [row] = await app.database.query('select * from raw_event order by id desc limit 1')
    expect(row).toMatchObject({ disposition: 'quarantined', quarantine_reason: 'foreign_number', tenant_id: null })
  })
})

// Case 23.
describe('a delivery that was captured', () => {
  it('has no further effect when it is sent 200 times more, processed by four workers at once', async () => {
    const from = '212611111111'
    const message = { from, id: 'wamid.captured', timestamp: '1770000000', type: 'text', text: { body: 'once' } }
    const body = messagesDelivery({ number: a.number, account: a.account, messages: [message] })
    await receive(app, body)
    // What was received is logged and counted; nothing else of it stays.
    const { raw_event: _log, delivery_count: _count, ...before } = await snapshotOf(app.database, a.tenantId)
    const answers = await Promise.all(Array.from({ length: 200 }, () => post(app, body)))
    expect(new Set(answers.map(answer => answer.statusCode))).toEqual(new Set([200]))
    await Promise.all(Array.from({ length: 4 }, () => drainIntake(app.context)))
    const { raw_event: _longer, delivery_count: _higher, ...after } = await snapshotOf(app.database, a.tenantId)
    expect(after).toEqual(before)
  })
})

// Case 24. Limits of the webhook itself are proven beside it; here the rest of the API and the sockets.
describe('a body that is a weapon', () => {
  const auth = () => ({ authorization: `Bearer ${a.token}`, 'content-type': 'application/json' })
  const patch = (payload: Buffer | string, headers: object = {}) =>
    app.app.inject({ method: 'PATCH', url: '/api/v1/tenant', headers: { ...auth(), ...headers }, payload })

  it('of more than a megabyte is 413, also when it does not say how long it is', async () => {
    expect((await patch(`{"name":"${'x'.repeat(1_100_000)}"}`)).statusCode).toBe(413)
    const chunk = Buffer.alloc(64 * 1024, 'x').toString()
    const chunked = Array.from({ length: 20 }, () => `10000\r\n${chunk}\r\n`).join('')
    const head = `PATCH /api/v1/tenant HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${a.token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
    expect(await firstLine(`${head}${chunked}`)).toContain(' 413 ')
  })

  it('that is compressed is refused and never unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'x'))
    for (const encoding of ['gzip', 'deflate', 'br', 'zstd']) {
      expect([400, 415], encoding).toContain((await patch(bomb, { 'content-encoding': encoding })).statusCode)
    }
  })

  it.each(['[', '{"a":'])('nested 100,000 times with %s is 400', async opening => {
    expect((await patch(opening.repeat(100_000))).statusCode).toBe(400)
  })

  it('that never ends costs little memory, stops nobody else, and does not last', async () => {
    const { requestTimeout, headersTimeout } = app.app.server
    expect(requestTimeout).toBeGreaterThan(0)
    expect(Math.max(requestTimeout, headersTimeout)).toBeLessThanOrEqual(60_000)
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    const path = `POST /webhooks/meta HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`
    const head = `${path}X-Hub-Signature-256: sha256=${'0'.repeat(64)}\r\nContent-Length: 3400000\r\n\r\n${'x'.repeat(1000)}`
    const sockets = await Promise.all(Array.from({ length: 300 }, () => open(head)))
    try {
      const started = performance.now()
      expect((await post(app, textDelivery({ number: a.number }))).statusCode).toBe(200)
      expect(performance.now() - started).toBeLessThan(2_000)
      // A server that took each at its word would hold a gigabyte now.
      expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000)
    } finally {
      for (const socket of sockets) socket.destroy()
    }
  })
})

async function open(text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text)
  return socket
}

async function firstLine(text: string): Promise<string> {
  const socket = await open(text)
  const [data] = await once(socket, 'data')
  socket.destroy()
  return String(data).split('\r\n', 1)[0]!
}
