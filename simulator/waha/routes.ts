import type { FastifyError, FastifyInstance } from 'fastify'
import { acceptJson } from '../bodies.ts'
import { write } from '../calls.ts'
import { chatRoutes } from './chats.ts'
import { reject, wahaDialect, wahaError } from './dialect.ts'
import { sendRoutes } from './send.ts'
import type { Waha } from './service.ts'
import { sessionRoutes } from './session.routes.ts'

/** Files travel in JSON, in base64. */
const MAX_BODY_BYTES = 150 * 1024 * 1024

/** Registers what the twin speaks of WAHA's API: sessions, sends, chats, contacts, files. */
export function registerWaha(app: FastifyInstance, waha: Waha): void {
  app.get('/ping', async () => ({ message: 'pong' }))
  app.register(
    async scope => {
      acceptJson(scope)
      scope.setErrorHandler((error: FastifyError, _request, reply) =>
        write(wahaDialect, reply, wahaError(error.statusCode ?? 500, error.message)),
      )
      // After the body is read, so that the journal shows what a caller without the key wanted.
      scope.addHook('preHandler', async (request, reply) => {
        if (request.headers['x-api-key'] === waha.apiKey) return
        const sending = /^\/api\/(send[A-Z](?!een)|reaction)/.test(request.url)
        const entry = { kind: sending ? ('send' as const) : ('manage' as const), request: request.body }
        return reject(waha, reply, entry, wahaError(401, 'Unauthorized'))
      })
      sessionRoutes(scope, waha)
      sendRoutes(scope, waha)
      chatRoutes(scope, waha)
      scope.get('/api/server/version', async () => ({
        version: '2026.7.1',
        engine: waha.engine,
        tier: 'PLUS',
        browser: null,
        platform: 'linux/x64',
        worker: { id: null },
      }))
      scope.all('/api/*', (request, reply) => {
        const refusal = wahaError(404, `Cannot ${request.method} ${request.url}`)
        return reject(waha, reply, { kind: 'manage', request: { url: request.url } }, refusal)
      })
    },
    { bodyLimit: MAX_BODY_BYTES } as object,
  )
}
