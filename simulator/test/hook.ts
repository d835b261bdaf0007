import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One webhook of any provider as it arrived. */
export interface Hooked {
  path: string
  headers: IncomingHttpHeaders
  raw: Buffer
  /** The parameters of a form. */
  form: Record<string, string>
  /** The parsed JSON; undefined when it is none. */
  json: Hook | undefined
}

/** The members of WAHA's and Meta's webhooks that tests look into. */
export interface Hook {
  event?: string
  payload?: Record<string, unknown> & { id?: string; status?: string; ack?: number }
  entry?: { id: string; changes: { field: string; value: Record<string, unknown> }[] }[]
  [member: string]: unknown
}

/** A receiver on a free port that takes everything with 200. */
export interface HookServer {
  url: string
  received: Hooked[]
  /** Statuses given to the next requests; `null` drops the connection. */
  answerNext(...codes: (number | null)[]): void
  close(): Promise<void>
}

export async function startHook(): Promise<HookServer> {
  const received: Hooked[] = []
  const script: (number | null)[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks)
      const { headers, url: path = '/' } = request
      received.push({ path, headers, raw, form: Object.fromEntries(new URLSearchParams(`${raw}`)), json: parse(raw) })
      const code = script.length > 0 ? script.shift()! : 200
      if (code === null) request.socket.destroy()
      else response.writeHead(code).end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answerNext: (...codes) => void script.push(...codes),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function parse(raw: Buffer): Hook | undefined {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return undefined
  }
}
