import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** A server of somebody else's, on a port of its own. */
export interface TestProvider {
  origin: string
  /** Requests so far, by path. */
  hits: Array<{ path: string; headers: IncomingMessage['headers'] }>
  /** What a path answers from now on; anything else is 404. */
  on(path: string, handler: Handler): string
  /** The same with bytes. @returns the whole address */
  serve(path: string, bytes: Uint8Array, type?: string): string
  close(): Promise<void>
}

export async function openProvider(): Promise<TestProvider> {
  const handlers = new Map<string, Handler>()
  const hits: TestProvider['hits'] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    hits.push({ path, headers: request.headers })
    const handler = handlers.get(path)
    if (handler) handler(request, response)
    else response.writeHead(404).end('nothing here')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const on = (path: string, handler: Handler) => {
    handlers.set(path, handler)
    return `${origin}${path}`
  }
  return {
    origin,
    hits,
    on,
    serve: (path, bytes, type = 'application/octet-stream') =>
      on(path, (_request, response) => void response.writeHead(200, { 'content-type': type }).end(bytes)),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
