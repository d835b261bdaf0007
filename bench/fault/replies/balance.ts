import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** One address in front of several processes, as a load balancer is. */
export interface Balancer {
  port: number
  close(): Promise<void>
}

/** Gives each connection to the next port, and passes over a port where nobody listens. */
export async function balance(ports: readonly number[]): Promise<Balancer> {
  let turn = 0
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  }
  const give = (client: Socket, left: number) => {
    const behind = connect(ports[turn++ % ports.length]!, '127.0.0.1')
    keep(behind)
    behind.once('connect', () => {
      behind.off('error', refused)
      // A broken connection is the run's own doing: both ends see it, and the client tries again.
      behind.once('error', () => client.destroy())
      behind.once('close', () => client.destroy())
      client.once('close', () => behind.destroy())
      client.pipe(behind).pipe(client)
    })
    const refused = () => (left > 1 ? give(client, left - 1) : client.destroy())
    behind.once('error', refused)
  }
  const server = createServer({ noDelay: true, pauseOnConnect: true }, client => {
    keep(client)
    client.on('error', () => client.destroy())
    give(client, ports.length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of open) socket.destroy()
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }
}
