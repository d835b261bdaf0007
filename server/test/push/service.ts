import { createECDH, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { PushContent, Subscription } from '../../platform/push/index.ts'

/** The reference implementation of RFC 8188, as the clients of push services have it; it brings no types. */
const { decrypt } = createRequire(import.meta.url)('http_ece') as {
  decrypt(body: Buffer, options: { version: 'aes128gcm'; privateKey: ECDH; authSecret: string }): Buffer
}

/** A message as a browser gets it. */
export interface Pushed {
  browser: string
  headers: IncomingHttpHeaders
  body: Buffer
  content: PushContent
}

export interface PushService {
  /** A browser that subscribes. */
  subscribe(name: string): Subscription
  /** In the order in which they came. */
  readonly received: Pushed[]
  /** What is answered from now on; of 201 the message counts as received. */
  answer(status: number, headers?: Record<string, string>): void
  close(): Promise<void>
}

/** A push service with its browsers: it decrypts what it gets, and keeps nothing that was not meant for one of them. */
export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, { keys: ECDH; auth: string }>()
  const received: Pushed[] = []
  let reply: { status: number; headers: Record<string, string> } = { status: 201, headers: {} }
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const name = request.url!.split('/').at(-1)!
    const browser = browsers.get(name)
    if (browser && reply.status === 201) {
      const plain = decrypt(body, { version: 'aes128gcm', privateKey: browser.keys, authSecret: browser.auth })
      received.push({ browser: name, headers: request.headers, body, content: JSON.parse(plain.toString()) })
    }
    response.writeHead(reply.status, reply.headers).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    received,
    subscribe: name => {
      const keys = createECDH('prime256v1')
      const auth = randomBytes(16).toString('base64url')
      const p256dh = keys.generateKeys('base64url')
      browsers.set(name, { keys, auth })
      return { endpoint: `http://127.0.0.1:${port}/push/${name}`, keys: { p256dh, auth } }
    },
    answer: (status, headers = {}) => {
      reply = { status, headers }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** What `Authorization: vapid t=…, k=…` claims, when its signature is of the key; throws otherwise. */
export function provenBy(authorization: string): { key: string; aud: string; sub: string; exp: number } {
  const [, token, key] = /^vapid t=([^,]+), k=([\w-]+)$/.exec(authorization) ?? []
  const [head, claims, signature] = token!.split('.')
  const point = Buffer.from(key!, 'base64url')
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256' },
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const proof = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const }
  if (!verify('sha256', Buffer.from(`${head}.${claims}`), proof, Buffer.from(signature!, 'base64url')))
    throw new Error('the token was not signed with the key that is beside it')
  return { key: key!, ...JSON.parse(Buffer.from(claims!, 'base64url').toString()) }
}
