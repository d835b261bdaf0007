import type { Transport } from '../../contract/transport.ts'
import { checkAccount } from './account/check.ts'
import { completeCredentials, credentialsSchema } from './account/credentials.ts'
import { CAPABILITIES, PACE } from './capabilities.ts'
import { CODES, errorMeaning } from './codes.ts'
import { fetchMedia } from './media.ts'
import { parseDelivery } from './parse/parse.ts'
import { markMessageRead, sendMessage } from './send/send.ts'
import { twilioWebhookRoutes, WEBHOOK_PATH } from './webhook/webhook.routes.ts'

/** WhatsApp through Twilio's Programmable Messaging. */
export const twilio: Transport = {
  provider: 'twilio',
  capabilities: CAPABILITIES,
  pace: PACE,
  meaning: errorMeaning,
  errorCodes: [...CODES.keys()],
  credentials: credentialsSchema,
  credentialsText:
    '{accountSid, authToken, from, messagingServiceSid?}, or {from} on a server that has an account of its own',
  prepare: completeCredentials,
  webhook: { path: WEBHOOK_PATH, enteredBy: 'person' },
  routes: twilioWebhookRoutes,
  // The number in its usual form, which is unique worldwide, so that nobody connects another's.
  route: ({ from, accountSid }) => ({
    number: from ?? null,
    account: accountSid ?? null,
    ...(from && { phoneNumber: from }),
  }),
  parse: parseDelivery,
  send: sendMessage,
  markRead: markMessageRead,
  fetchMedia,
  check: checkAccount,
}
