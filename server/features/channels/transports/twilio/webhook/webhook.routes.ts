import type { FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../../../../../platform/context.ts'
import { keepBytes } from '../../../deliveries/raw-body.ts'
import { rawEventStoreOf } from '../../../deliveries/store.ts'
import { receiveTwilio, type TwilioPost } from './webhook.ts'

/** Enough for a message with its referral and interactive data as a form; Twilio sends media as links. */
const BODY_LIMIT = 1_000_000

/** Only providers read these answers. */
const BARE = { helmet: false, compress: false } as const

/** TwiML that tells Twilio to send no answer. */
const NOTHING_TO_SAY = '<Response/>'

export const WEBHOOK_PATH = '/webhooks/twilio'
export const STATUS_PATH = `${WEBHOOK_PATH}/status`

/**
 * Messages, and statuses of sent messages, answered once they are stored; the same with a channel's id in the address.
 */
export async function twilioWebhookRoutes(app: HttpApp, context: Context): Promise<void> {
  const store = rawEventStoreOf(context).add
  await app.register(async scope => {
    keepBytes(scope as unknown as HttpApp)
    scope.setChildLoggerFactory(logger => logger)
    // The body tells what a delivery is, so a status that is sent to the other address is still a status.
    for (const url of [WEBHOOK_PATH, STATUS_PATH, `${WEBHOOK_PATH}/:channelId`]) {
      scope.post<{ Params: { channelId?: string } }>(
        url,
        {
          config: { access: 'public' },
          schema: { tags: ['Webhooks'], summary: 'Signed deliveries of Twilio: answered once they are stored' },
          bodyLimit: BODY_LIMIT,
          ...BARE,
        },
        async (request, reply) => {
          await receiveTwilio(context, store, readRequest(request))
          return reply.type('text/xml; charset=utf-8').send(NOTHING_TO_SAY)
        },
      )
    }
  })
}

function readRequest(request: FastifyRequest<{ Params: { channelId?: string } }>): TwilioPost {
  const { headers, body, params, raw } = request
  const token = headers['i-twilio-idempotency-token']
  return {
    channel: params.channelId,
    target: raw.url ?? '',
    body: body instanceof Buffer ? body : Buffer.alloc(0),
    signature: headers['x-twilio-signature'],
    userAgent: headers['user-agent'],
    token: typeof token === 'string' ? token : undefined,
  }
}
