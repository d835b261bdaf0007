import type { Server } from 'node:http'
import { networkOf } from './peer.ts'

/** From its first byte to its last, and the part before the body. */
const REQUEST_MS = 30_000
const HEADERS_MS = 15_000
/** Connections that one network may have open; a provider uses some dozens, an office some hundred. */
const OF_ONE_NETWORK = 1_000

/**
 * Node looks for late requests every 30 seconds unless told otherwise, and takes the longer of its two times for the whole
 * request: with 60 seconds for headers a body of 30 seconds had up to 90.
 */
export const SERVER_TIMES = {
  requestTimeout: REQUEST_MS,
  http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: 1_000 },
} as const

/**
 * Closes connections of a network that has too many.
 *
 * @param isShared whether an address is that of a proxy, behind which many are
 */
export function capConnections(
  server: Pick<Server, 'on'>,
  isShared: (address: string) => boolean,
  most = OF_ONE_NETWORK,
): void {
  const open = new Map<string, number>()
  server.on('connection', socket => {
    const { remoteAddress } = socket
    if (remoteAddress === undefined || isShared(remoteAddress)) return
    const network = networkOf(remoteAddress)
    const count = (open.get(network) ?? 0) + 1
    if (count > most) return void socket.destroy()
    open.set(network, count)
    socket.once('close', () => {
      const left = (open.get(network) ?? 0) - 1
      if (left > 0) open.set(network, left)
      else open.delete(network)
    })
  })
}
