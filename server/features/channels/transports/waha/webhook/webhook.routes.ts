import type { Context, HttpApp } from '../../../../../platform/context.ts'
import { keepBytes } from '../../../deliveries/raw-body.ts'
import { receiveEvent } from './webhook.ts'

/** Enough for a message with the engine's own data and thumbnails; histories come one message at a time. */
const BODY_LIMIT = 3_500_000

/** Only providers read these answers. */
const BARE = { helmet: false, compress: false } as const

/** `POST /webhooks/waha/:channelId`, answered once the event is stored. */
export async function wahaWebhookRoutes(app: HttpApp, context: Context): Promise<void> {
  await app.register(async scope => {
    keepBytes(scope as unknown as HttpApp)
    scope.setChildLoggerFactory(logger => logger)
    scope.post<{ Params: { channelId: string } }>(
      '/webhooks/waha/:channelId',
      {
        config: { access: 'public' },
        schema: { tags: ['Webhooks'], summary: 'Signed events of WAHA: answered once they are stored' },
        bodyLimit: BODY_LIMIT,
        ...BARE,
      },
      async (request, reply) => {
        const { headers, body } = request
        const requestId = headers['x-webhook-request-id']
        await receiveEvent(context, {
          channel: request.params.channelId,
          body: body instanceof Buffer ? body : Buffer.alloc(0),
          signature: headers['x-webhook-hmac'],
          algorithm: headers['x-webhook-hmac-algorithm'],
          contentType: headers['content-type'],
          userAgent: headers['user-agent'],
          requestId: typeof requestId === 'string' ? requestId : undefined,
        })
        return reply.type('text/plain; charset=utf-8').send('OK')
      },
    )
  })
}
