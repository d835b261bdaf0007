import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcp } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../../../../platform/context.ts'
import type { OutboundMessage, SendOutcome } from '../../../contract/message.ts'
import { cloudApi } from '../transport.ts'
import { outcomeOf } from './send.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let answer: Answer
const requests: Array<{ url: string; headers: IncomingMessage['headers']; body: Record<string, unknown> }> = []

beforeAll(async () => {
  server = createHttp((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      requests.push({ url: request.url!, headers: request.headers, body: text ? JSON.parse(text) : {} })
      answer(request, response)
    })
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => void requests.splice(0))

const portOf = (of: { address(): unknown }) => (of.address() as AddressInfo).port
const channel = { id: 'c', tenantId: 't', externalId: '106540352242922', externalAccountId: '1' }
const credentials = { accessToken: 'canary-token' }
const message: OutboundMessage = {
  to: { kind: 'wa_id', value: '212612345678' },
  type: 'text',
  content: { text: { body: 'Salam' } },
  callbackData: 'attempt-1',
}
/** Sending needs only Meta's address from the program. */
const at = (port: number) => ({ config: { metaGraphUrl: `http://127.0.0.1:${port}` } }) as unknown as Context
const send = (port = portOf(server), signal = new AbortController().signal): Promise<SendOutcome> =>
  cloudApi.send(at(port), channel, credentials, message, signal)
const json =
  (status: number, body: unknown, headers = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const graphError = (code: number) => ({
  error: { message: `(#${code}) raw`, type: 'OAuthException', code, fbtrace_id: 'A' },
})

describe('a send', () => {
  it('posts once to the number with the channel’s token, our attempt in the callback data', async () => {
    answer = json(200, { messaging_product: 'whatsapp', contacts: [{}], messages: [{ id: 'wamid.1' }] })
    expect(await send()).toEqual({ kind: 'accepted', providerMessageId: 'wamid.1' })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      url: '/v24.0/106540352242922/messages',
      headers: { authorization: 'Bearer canary-token', 'content-type': 'application/json' },
      body: { to: '212612345678', type: 'text', biz_opaque_callback_data: 'attempt-1' },
    })
  })

  it('that was held back says so', async () => {
    answer = json(200, { messages: [{ id: 'wamid.1', message_status: 'held_for_quality_assessment' }] })
    expect(await send()).toMatchObject({ kind: 'accepted', warnings: ['held_for_quality_assessment'] })
  })

  it('that cannot be written as Meta wants it is refused without a call', async () => {
    const outcome = await cloudApi.send(
      at(portOf(server)),
      channel,
      credentials,
      { ...message, content: {} },
      new AbortController().signal,
    )
    expect(outcome).toMatchObject({ kind: 'refused', retry: 'never' })
    expect(requests).toEqual([])
  })

  it('leaves no secret and no text in its outcome', async () => {
    answer = json(400, graphError(100))
    expect(JSON.stringify(await send())).not.toMatch(/canary|Salam/)
  })
})

describe('what was never written may be sent again', () => {
  it('when the connection is refused', async () => {
    expect(await send(9)).toMatchObject({ kind: 'refused', retry: 'later', error: { code: 'unreachable' } })
  })

  it('when the name does not resolve', async () => {
    const nowhere = { config: { metaGraphUrl: 'http://graph.invalid' } } as unknown as Context
    const outcome = await cloudApi.send(nowhere, channel, credentials, message, new AbortController().signal)
    expect(outcome).toMatchObject({ kind: 'refused', retry: 'later' })
  })

  it('when it was cancelled before', async () => {
    expect(await send(portOf(server), AbortSignal.abort())).toMatchObject({ kind: 'refused', retry: 'later' })
    expect(requests).toEqual([])
  })
})

describe('a provider that hangs', () => {
  it('holds no more than its connections; what still waits for one is never written, not even later', async () => {
    answer = () => undefined
    const signal = AbortSignal.timeout(500)
    const outcomes = await Promise.all(Array.from({ length: 80 }, () => send(portOf(server), signal)))
    const of = (kind: string) => outcomes.filter(outcome => outcome.kind === kind).length
    expect([of('unknown'), of('refused')]).toEqual([64, 16])
    answer = json(200, { messages: [{ id: 'wamid.after' }] })
    expect(await send()).toMatchObject({ kind: 'accepted' })
    expect(requests).toHaveLength(65)
  })
})

describe('what may have been taken is unknown and never repeated', () => {
  it.each<[string, Answer]>([
    ['the answer never comes', () => undefined],
    ['the connection is reset', request => request.socket.resetAndDestroy()],
    ['the connection is closed', request => request.socket.end()],
    [
      'the answer breaks off',
      (request, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('{"messages"')
        setTimeout(() => request.socket.destroy(), 10)
      },
    ],
    ['a success has no id', json(200, { messages: [] })],
    ['a success is no JSON', (_request, response) => response.writeHead(200).end('<html>')],
    ['a success is half a JSON', (_request, response) => response.writeHead(200).end('{"messages":[{"id":"wa')],
    ['a success is empty', (_request, response) => response.writeHead(200).end()],
    ['the server fails without a word', (_request, response) => response.writeHead(500).end()],
    ['the server fails with its general error', json(500, graphError(131000))],
    ['the server fails with an unknown code', json(500, graphError(999999))],
    ['a gateway fails', (_request, response) => response.writeHead(502).end('<html>bad gateway</html>')],
    ['a gateway gives up', (_request, response) => response.writeHead(408).end()],
    ['it is sent elsewhere', (_request, response) => response.writeHead(307, { location: '/elsewhere' }).end()],
  ])('when %s', async (_what, given) => {
    answer = given
    const outcome = await send(portOf(server), AbortSignal.timeout(300))
    expect(outcome).toMatchObject({ kind: 'unknown', proof: expect.any(String) })
    await wait(50)
    expect(requests).toHaveLength(1)
  })

  it('when the other side reads the request and says nothing at all', async () => {
    let bytes = 0
    const mute = createTcp(
      socket => void socket.on('data', chunk => (bytes += chunk.length)).on('error', () => undefined),
    ).listen(0, '127.0.0.1')
    await new Promise(resolve => mute.once('listening', resolve))
    expect(await send(portOf(mute), AbortSignal.timeout(200))).toMatchObject({ kind: 'unknown' })
    expect(bytes).toBeGreaterThan(0)
    mute.close()
  })
})

describe('a documented refusal', () => {
  it.each([
    [400, 130429, 'later'],
    [400, 131056, 'later'],
    [400, 4, 'later'],
    [400, 80007, 'later'],
    [503, 2, 'later'],
    [500, 131016, 'later'],
    [400, 131000, 'later'],
    [503, 133004, 'later'],
    [401, 190, 'never'],
    [401, 0, 'never'],
    [403, 10, 'never'],
    [403, 203, 'never'],
    [400, 131047, 'never'],
    [400, 131026, 'never'],
    [404, 132001, 'never'],
    [400, 100, 'never'],
    [500, 131045, 'never'],
    [400, 987654, 'never'],
  ])('of HTTP %i with code %i may be tried again %s', async (status, code, retry) => {
    answer = json(status, graphError(code))
    const outcome = await send()
    expect(outcome).toMatchObject({ kind: 'refused', retry, error: { code, message: `(#${code}) raw` } })
    if (outcome.kind === 'refused' && retry === 'later') expect(outcome.retryAfterSeconds).toBeGreaterThan(0)
  })

  it('waits as long as the provider asks, or as long as the code needs', () => {
    const of = (retryAfterSeconds: number | undefined) =>
      outcomeOf({ kind: 'answer', status: 400, json: graphError(4), ...(retryAfterSeconds && { retryAfterSeconds }) })
    expect(of(undefined)).toMatchObject({ retryAfterSeconds: 60 })
    expect(of(600)).toMatchObject({ retryAfterSeconds: 600 })
    expect(of(1)).toMatchObject({ retryAfterSeconds: 60 })
  })

  it('of too many requests without a code is tried later; of a bad request without a code never', async () => {
    answer = json(429, {}, { 'retry-after': '7' })
    expect(await send()).toMatchObject({ kind: 'refused', retry: 'later', retryAfterSeconds: 7 })
    answer = json(404, { nothing: true })
    expect(await send()).toMatchObject({ kind: 'refused', retry: 'never', error: { code: 404 } })
  })
})

describe('a read receipt', () => {
  const read = (options = {}) =>
    cloudApi.markRead!(at(portOf(server)), channel, credentials, 'wamid.1', options, new AbortController().signal)

  it('marks the message, and shows typing when asked', async () => {
    answer = json(200, { success: true })
    await read({ typing: true })
    expect(requests[0]!.body).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.1',
      typing_indicator: { type: 'text' },
    })
  })

  it('that is refused says why', async () => {
    answer = json(401, graphError(190))
    await expect(read()).rejects.toThrow('access token')
  })
})
