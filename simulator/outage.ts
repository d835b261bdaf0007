import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** A twin that is unplugged: nobody listens at its address, open connections break. */
export interface Outage {
  leave(): Promise<void>
  comeBack(): Promise<void>
}

export function createOutage(app: FastifyInstance): Outage {
  let address: AddressInfo | undefined
  return {
    leave: async () => {
      if (!app.server.listening) return
      address = app.server.address() as AddressInfo
      const closed = once(app.server, 'close')
      app.server.close()
      app.server.closeAllConnections()
      await closed
    },
    comeBack: async () => {
      if (app.server.listening || !address) return
      const listening = once(app.server, 'listening')
      app.server.listen({ port: address.port, host: address.address })
      await listening
    },
  }
}
