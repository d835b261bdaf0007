import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A receiver in a process of its own: reads each call and says 200. */
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-length': 2 }).end('ok'))
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
