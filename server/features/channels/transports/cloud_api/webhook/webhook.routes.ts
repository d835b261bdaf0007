import type { FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../../../../../platform/context.ts'
import { keepBytes } from '../../../deliveries/raw-body.ts'
import { rawEventStoreOf, type StoreRawEvents } from '../../../deliveries/store.ts'
import { createMetaWebhook } from './webhook.ts'

const TAGS = ['Webhooks']

/** Only providers read these answers. */
const BARE = { helmet: false, compress: false } as const

export const WEBHOOK_PATH = '/webhooks/meta'

/** Meta sends up to 3 MB. */
const BODY_LIMIT = 3_500_000

export interface MetaWebhookOptions {
  /** Path of the routes, default `/webhooks/meta`. */
  path?: string
  /**
   * Default: the grouped commit. A measurement passes one that stores nothing, to find out what verifying alone costs.
   */
  store?: StoreRawEvents
}

interface Params {
  channelId?: string
}

/** `GET|POST /webhooks/meta` for the platform's app, and the same with a channel's id for a tenant's own app. */
export async function metaWebhookRoutes(
  app: HttpApp,
  context: Context,
  options: MetaWebhookOptions = {},
): Promise<void> {
  const path = options.path ?? WEBHOOK_PATH
  const webhook = createMetaWebhook(context, options.store ?? rawEventStoreOf(context).add)
  await app.register(async scope => {
    keepBytes(scope as unknown as HttpApp)
    // Headers for browsers and a logger of its own would cost a delivery more than its signature does.
    scope.setChildLoggerFactory(logger => logger)
    for (const url of [path, `${path}/:channelId`]) {
      scope.get<{ Params: Params; Querystring: Record<string, unknown> }>(
        url,
        { config: { access: 'public' }, schema: { tags: TAGS, summary: 'Handshake of Meta: echoes hub.challenge' } },
        async (request, reply) => {
          const challenge = await webhook.handshake(request.params.channelId, request.query)
          return reply.type('text/plain; charset=utf-8').send(challenge)
        },
      )
      scope.post<{ Params: Params }>(
        url,
        {
          config: { access: 'public' },
          schema: { tags: TAGS, summary: 'Signed deliveries of Meta: answered once they are stored' },
          bodyLimit: BODY_LIMIT,
          ...BARE,
        },
        async (request, reply) => {
          await webhook.receive(readRequest(request))
          return reply.type('text/plain; charset=utf-8').send('EVENT_RECEIVED')
        },
      )
    }
  })
}

function readRequest(request: FastifyRequest<{ Params: Params }>) {
  const { headers } = request
  return {
    channel: request.params.channelId,
    body: request.body instanceof Buffer ? request.body : Buffer.alloc(0),
    signature: headers['x-hub-signature-256'],
    contentType: headers['content-type'],
    userAgent: headers['user-agent'],
  }
}
