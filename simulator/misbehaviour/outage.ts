import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type Provider, providerOfPath } from '../provider.ts'

/** A provider that cannot be reached. */
export interface Outage {
  /** Unreachable: nobody listens at the address, open connections break. */
  leave(): Promise<void>
  comeBack(): Promise<void>
  /** Unreachable for this long. */
  leaveFor(ms: number): Promise<void>
  /** Cuts every call to a provider (absent: to all of them); the twin's own routes go on working. */
  cut(on: boolean, provider?: Provider): void
  /** Ends it: the provider does not come back. */
  end(): void
}

/** Must be created before routes are registered, so that cut calls reach none of them. */
export function createOutage(app: FastifyInstance): Outage {
  let address: AddressInfo | undefined
  let back: NodeJS.Timeout | undefined
  const cut = new Set<Provider | 'all'>()
  app.addHook('onRequest', (request, reply, done) => {
    if (cut.size > 0 && isCut(cut, request.url)) {
      reply.hijack()
      request.raw.socket.resetAndDestroy()
      return
    }
    done()
  })
  const leave = async () => {
    if (!app.server.listening) return
    address = app.server.address() as AddressInfo
    const closed = once(app.server, 'close')
    app.server.close()
    app.server.closeAllConnections()
    await closed
  }
  const comeBack = async () => {
    clearTimeout(back)
    if (app.server.listening || !address) return
    const listening = once(app.server, 'listening')
    app.server.listen({ port: address.port, host: address.address })
    await listening
  }
  return {
    leave,
    comeBack,
    leaveFor: async ms => {
      await leave()
      back = setTimeout(() => void comeBack(), ms)
    },
    end: () => clearTimeout(back),
    cut: (on, provider = undefined) => {
      if (on) cut.add(provider ?? 'all')
      else if (provider) cut.delete(provider)
      else cut.clear()
    },
  }
}

function isCut(cut: ReadonlySet<Provider | 'all'>, url: string): boolean {
  const provider = providerOfPath(url.split('?')[0]!)
  return provider !== undefined && (cut.has('all') || cut.has(provider))
}
