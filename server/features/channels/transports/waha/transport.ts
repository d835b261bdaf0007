import type { Context } from '../../../../platform/context.ts'
import type { Credentials, ReadOptions, SendingChannel, Transport } from '../../contract/transport.ts'
import { checkSession } from './account/check.ts'
import { completeCredentials, credentialsSchema } from './account/credentials.ts'
import { linking } from './account/linking.ts'
import { numberOf } from './account/server.ts'
import { apiOf, explain } from './api.ts'
import { CAPABILITIES, PACE } from './capabilities.ts'
import { CODES, errorMeaning } from './codes.ts'
import { fetchMedia } from './media.ts'
import { writeMessageId } from './message-id.ts'
import { parseEvent } from './parse/parse.ts'
import { chatOf } from './send/chat.ts'
import { lookUp } from './send/look-up.ts'
import { sendMessage } from './send/send.ts'
import { wahaWebhookRoutes } from './webhook/webhook.routes.ts'

/** WhatsApp through the linked devices of a phone, on a WAHA server. */
export const waha: Transport = {
  provider: 'waha',
  capabilities: CAPABILITIES,
  pace: PACE,
  meaning: errorMeaning,
  errorCodes: [...CODES.keys()],
  credentials: credentialsSchema,
  credentialsText: '{baseUrl, apiKey, session?, hmacKey?}, or {} on a server that has WAHA of its own',
  prepare: completeCredentials,
  webhook: { path: '/webhooks/waha', enteredBy: 'program' },
  routes: wahaWebhookRoutes,
  route: ({ baseUrl = '', session = '' }) => ({ number: numberOf(baseUrl, session), account: baseUrl }),
  parse: parseEvent,
  send: sendMessage,
  markRead,
  fetchMedia,
  lookUp,
  linking,
  check: checkSession,
}

const READ_MS = 10_000

/** WAHA finds a message only with its chat. */
async function markRead(
  context: Context,
  _channel: SendingChannel,
  given: Credentials,
  providerMessageId: string,
  { to, typing }: ReadOptions,
  signal: AbortSignal,
): Promise<void> {
  const api = apiOf(context, given)
  const chatId = to && (chatOf(to) ?? `${to.value.replace(/\D/g, '')}@c.us`)
  if (chatId === undefined) throw new Error('a read receipt needs the conversation it is for')
  const messageIds = [writeMessageId({ bare: providerMessageId, chat: chatId, fromMe: false })]
  const seen = { session: api.session, chatId, messageIds }
  const answer = await api.call({ method: 'POST', path: '/api/sendSeen', body: seen, signal, timeoutMs: READ_MS })
  if (answer.kind !== 'answer' || answer.status >= 300) {
    throw new Error(`the read receipt was not taken: ${explain(answer).reason}`)
  }
  if (!typing) return
  const body = { session: api.session, chatId }
  await api.call({ method: 'POST', path: '/api/startTyping', body, signal, timeoutMs: READ_MS })
}
