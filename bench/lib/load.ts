import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { type Summary, summarize } from './stats.ts'

export interface LoadResult extends Summary {
  perSecond: number
  requests: number
  failures: number
}

/**
 * Sends the given requests over `connections` kept-alive sockets, each one as soon as the previous one was answered,
 * and measures every answer. Ends when all requests are sent.
 */
export function closedLoop(port: number, requests: readonly Buffer[], connections: number): Promise<LoadResult> {
  const shared = requests.values()
  return callTogether(
    port,
    Array.from({ length: connections }, () => shared),
  )
}

/** The same with one socket for each caller, who sends its own requests one after another. */
export async function callTogether(port: number, callers: ReadonlyArray<Iterable<Buffer>>): Promise<LoadResult> {
  const latencies: number[] = []
  let failures = 0
  const startedAt = performance.now()
  const run = async (requests: Iterable<Buffer>) => {
    const socket = await open(port)
    for (const request of requests) {
      const sentAt = performance.now()
      const status = await exchange(socket, request)
      latencies.push(performance.now() - sentAt)
      if (status !== 200) failures++
    }
    socket.destroy()
  }
  await Promise.all(callers.map(run))
  const seconds = (performance.now() - startedAt) / 1000
  const requests = latencies.length
  return { ...summarize(latencies), perSecond: requests / seconds, requests, failures }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

/** Writes one request and resolves with the status once the answer's body is complete (Content-Length answers only). */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0)
    const onData = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const headEnd = received.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const head = received.toString('latin1', 0, headEnd)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (received.length < headEnd + 4 + length) return
      finish()
      resolve(Number(head.slice(9, 12)))
    }
    const onEnd = () => {
      finish()
      reject(new Error('the server closed the connection'))
    }
    const finish = () => {
      socket.off('data', onData)
      socket.off('close', onEnd)
      socket.off('error', onEnd)
    }
    socket.on('data', onData)
    socket.on('close', onEnd)
    socket.on('error', onEnd)
    socket.write(request)
  })
}
