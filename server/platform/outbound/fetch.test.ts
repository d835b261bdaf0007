import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { createOutbound, fetchOutside, type OutsideRequest } from './index.ts'

interface Stage {
  server: Server
  origin: string
  /** Requests it has seen. */
  hits: IncomingMessage[]
  /** Connections, also without a request. */
  connections: number
  answer(request: IncomingMessage, response: ServerResponse): void
}

async function open(): Promise<Stage> {
  const server = createServer((request, response) => {
    stage.hits.push(request)
    stage.answer(request, response)
  })
  server.on('connection', () => stage.connections++)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stage: Stage = {
    server,
    origin,
    hits: [],
    connections: 0,
    answer: (_request, response) => response.end('hello'),
  }
  return stage
}

let provider: Stage
let canary: Stage
let port: string

beforeAll(async () => {
  provider = await open()
  canary = await open()
  port = new URL(canary.origin).port
})
afterAll(() => {
  for (const { server } of [provider, canary]) {
    server.closeAllConnections()
    server.close()
  }
})
beforeEach(() => {
  for (const stage of [provider, canary]) Object.assign(stage, { hits: [], connections: 0 })
})

const LIMITS = { maxBytes: 1000, timeoutMs: 5_000 }
const fromProvider = (path: string, more: Partial<OutsideRequest> = {}) =>
  fetchOutside(`${provider.origin}${path}`, { ...LIMITS, trustedOrigins: [provider.origin], ...more })
const leadTo = (location: string, status = 302) => {
  provider.answer = (_request, response) => void response.writeHead(status, { location }).end()
}
const untouched = () => expect([canary.hits.length, canary.connections]).toEqual([0, 0])

describe('fetching outside', () => {
  it('streams what an operator’s own provider answers, with what it says of it', async () => {
    provider.answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'Image/PNG; x=1' }).end('hello')
    const answer = await fromProvider('/file')
    expect(answer).toMatchObject({ status: 200, mimeType: 'image/png' })
    expect((await buffer(answer.body)).toString()).toBe('hello')
    expect(provider.hits[0]!.headers['accept-encoding']).toBe('identity')
  })

  it('does not connect to this machine, whichever way its address is written', async () => {
    for (const host of ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '[::1]']) {
      const fetched = fetchOutside(`http://${host}:${port}/`, LIMITS)
      await expect(fetched, host).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
    }
    untouched()
  })

  // Case 27.
  it('does not connect when a name turns from public to private between check and connection', async () => {
    const answers = [[{ address: '93.184.216.34', family: 4 }], [{ address: '127.0.0.1', family: 4 }]]
    let asked = 0
    const { fetchOutside: fetched } = createOutbound(async () => answers[Math.min(asked++, 1)]!)
    await expect(fetched(`http://rebinding.example:${port}/`, LIMITS)).rejects.toMatchObject({
      code: 'URL_NOT_ALLOWED',
    })
    expect(asked).toBe(2)
    untouched()
  })

  it('does not connect when one of the addresses that it would try is private', async () => {
    const mixed = [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    let asked = 0
    const { fetchOutside: fetched } = createOutbound(async () => (asked++ === 0 ? mixed.slice(0, 1) : mixed))
    await expect(fetched(`http://mixed.example:${port}/`, LIMITS)).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
    untouched()
  })

  // Case 28.
  it('does not follow a redirect to the inside, not even to another origin that the operator trusts', async () => {
    for (const to of [
      canary.origin,
      `http://localhost:${port}/`,
      'http://169.254.169.254/latest',
      'file:///etc/passwd',
    ]) {
      leadTo(to)
      await expect(fromProvider('/file'), to).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
    }
    untouched()
    const { fetchOutside: fetched } = createOutbound(async () => [{ address: '127.0.0.1', family: 4 }])
    await expect(fetched('http://public.example/', LIMITS)).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
  })

  it('follows redirects within what is trusted, so often and no more', async () => {
    let left = 2
    provider.answer = (_request, response) =>
      left-- > 0 ? response.writeHead(307, { location: '/next' }).end() : response.end('there')
    expect((await buffer((await fromProvider('/file')).body)).toString()).toBe('there')
    left = 9
    await expect(fromProvider('/file')).rejects.toMatchObject({ code: 'OUTSIDE_REDIRECTS' })
    leadTo('/next')
    expect(await fromProvider('/file', { method: 'POST', body: '{}' })).toMatchObject({ status: 302 })
  })

  // Case 29.
  it('sends what proves us to the first origin alone', async () => {
    leadTo(`${canary.origin}/stolen`)
    const headers = { authorization: 'Bearer secret', cookie: 'a=b', 'x-api-key': 'secret', accept: 'image/*' }
    const credentialsFor = (url: URL) => (url.origin === provider.origin ? { 'x-proof': 'secret' } : undefined)
    const trustedOrigins = [provider.origin, canary.origin]
    const answer = await fromProvider('/file', { headers, credentialsFor, trustedOrigins })
    expect(await buffer(answer.body)).toHaveLength(5)
    expect(provider.hits[0]!.headers).toMatchObject({ ...headers, 'x-proof': 'secret' })
    expect(JSON.stringify(canary.hits[0]!.headers)).not.toMatch(/secret|a=b/)
    expect(canary.hits[0]!.headers.accept).toBe('image/*')
  })

  it('ends a body that is larger than allowed, declared or not', async () => {
    provider.answer = (_request, response) => void response.end(Buffer.alloc(1001))
    await expect(fromProvider('/file')).rejects.toMatchObject({ code: 'OUTSIDE_TOO_LARGE' })
    provider.answer = (_request, response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' })
      response.write(Buffer.alloc(600))
      response.end(Buffer.alloc(600))
    }
    const { body } = await fromProvider('/file')
    await expect(buffer(body)).rejects.toMatchObject({ code: 'OUTSIDE_TOO_LARGE' })
  })

  it('ends a body that does not come in time, and one that breaks off', async () => {
    provider.answer = (_request, response) => void response.writeHead(200).write('begun')
    const slow = await fromProvider('/file', { timeoutMs: 200 })
    await expect(buffer(slow.body)).rejects.toMatchObject({ code: 'OUTSIDE_TIMEOUT', retryable: true })
    provider.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '500' })
      response.write('begun', () => response.destroy())
    }
    const broken = await fromProvider('/file')
    await expect(buffer(broken.body)).rejects.toMatchObject({ code: 'OUTSIDE_UNREACHABLE', retryable: true })
  })

  it('tells a reader who begins late that the body broke off', async () => {
    provider.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '500' })
      response.write('begun', () => response.destroy())
    }
    const { body } = await fromProvider('/file')
    await until(() => body.destroyed)
    await expect(buffer(body)).rejects.toMatchObject({ code: 'OUTSIDE_UNREACHABLE' })
  })

  it('says nothing of what it met inside', async () => {
    const error = await fetchOutside('http://127.0.0.1:1/secret-path', {
      ...LIMITS,
      trustedOrigins: ['http://127.0.0.1:1'],
    }).catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ code: 'OUTSIDE_UNREACHABLE' })
    expect((error as Error).message).not.toMatch(/127|secret/)
  })
})
