import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'

/** One call as a receiver got it. */
export interface ReceivedCall {
  id: string
  headers: IncomingHttpHeaders
  raw: string
  body: { type: string; timestamp: string; data: Record<string, unknown>; id: string }
  path: string
}

/** How a receiver answers a call. */
export type Behaviour = (response: ServerResponse, call: ReceivedCall) => void

export interface Receiver {
  url: string
  /** In the order in which they came. */
  calls: ReceivedCall[]
  ids(): string[]
  behave(behaviour: Behaviour): void
  close(): Promise<void>
}

export const answers =
  (status: number, headers: Record<string, string> = {}, body = ''): Behaviour =>
  response =>
    void response.writeHead(status, headers).end(body)

/** Takes the call and never answers. */
export const hangs: Behaviour = () => undefined
export const resets: Behaviour = response => void (response.socket as Socket).resetAndDestroy()

/** A real HTTP server that keeps what it gets; says 200 until it is told to behave otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const calls: ReceivedCall[] = []
  let behaviour: Behaviour = answers(200)
  const server = createServer(async (request, response) => {
    const raw = await text(request)
    const { headers, url = '' } = request
    const call = { id: String(headers['webhook-id']), headers, raw, body: JSON.parse(raw || '{}'), path: url }
    calls.push(call)
    behaviour(response, call)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    calls,
    ids: () => calls.map(({ id }) => id),
    behave: next => {
      behaviour = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
