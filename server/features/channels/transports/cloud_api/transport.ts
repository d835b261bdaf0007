import type { Transport } from '../../contract/transport.ts'
import { checkNumber } from './account/check.ts'
import { completeCredentials, credentialsSchema } from './account/credentials.ts'
import { managementRoutes } from './account/management.routes.ts'
import { CAPABILITIES, PACE } from './capabilities.ts'
import { CODES, errorMeaning, NO_OBJECT } from './codes.ts'
import { fetchMedia } from './media.ts'
import { readNotice } from './parse/notice.ts'
import { parseDelivery } from './parse/parse.ts'
import { markMessageRead, sendMessage } from './send/send.ts'
import { namedChanges } from './webhook/split-delivery.ts'
import { metaWebhookRoutes, WEBHOOK_PATH } from './webhook/webhook.routes.ts'

/** WhatsApp through Meta's Cloud API. */
export const cloudApi: Transport = {
  provider: 'cloud_api',
  capabilities: CAPABILITIES,
  pace: PACE,
  meaning: errorMeaning,
  errorCodes: [...CODES.keys(), NO_OBJECT],
  credentials: credentialsSchema,
  credentialsText: '{phoneNumberId, wabaId, accessToken, appSecret, verifyToken?}',
  prepare: completeCredentials,
  webhook: { path: WEBHOOK_PATH, enteredBy: 'person', httpsOnly: true },
  routes: async (app, context) => {
    managementRoutes(app, context)
    await metaWebhookRoutes(app, context)
  },
  namedParts: namedChanges,
  route: ({ phoneNumberId, wabaId }) => ({ number: phoneNumberId ?? null, account: wabaId ?? null }),
  parse: parseDelivery,
  readNotice,
  send: sendMessage,
  markRead: markMessageRead,
  fetchMedia,
  check: checkNumber,
}
