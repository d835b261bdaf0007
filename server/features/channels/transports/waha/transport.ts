import { z } from 'zod'
import type { Context } from '../../../../platform/context.ts'
import type { ChannelCheck, Credentials, ReadOptions, SendingChannel, Transport } from '../../contract/transport.ts'
import { secret } from '../../lifecycle/secret.ts'
import { present } from '../../reading/json.ts'
import { apiOf, explain } from './api.ts'
import { CAPABILITIES, PACE } from './capabilities.ts'
import { errorMeaning } from './codes.ts'
import { fetchFile } from './media/fetch.ts'
import { writeMessageId } from './message-id.ts'
import { parseEvent } from './parse/parse.ts'
import { chatOf } from './send/chat.ts'
import { lookUp } from './send/look-up.ts'
import { sendMessage } from './send/send.ts'
import { linking } from './session/linking.ts'
import { prepare } from './session/prepare.ts'
import { numberOf } from './session/server.ts'
import { lookAtSession } from './session/session.ts'
import { wahaWebhookRoutes } from './webhook/webhook.routes.ts'

const credentials = z
  .strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/, error: 'must be the http(s) address of a WAHA server' })
      .max(500)
      .optional(),
    apiKey: secret.optional(),
    session: z
      .string()
      .regex(/^[a-zA-Z0-9_-]{1,54}$/, 'must be a session name: letters, digits, - and _, at most 54')
      .optional(),
    hmacKey: z.string().trim().min(8, 'must have at least 8 characters').max(500).optional(),
  })
  .transform(given => present(given) as Record<string, string>)

/** WhatsApp through the linked devices of a phone, on a WAHA server. */
export const waha: Transport = {
  provider: 'waha',
  capabilities: CAPABILITIES,
  pace: PACE,
  meaning: errorMeaning,
  credentials,
  credentialsText: '{baseUrl, apiKey, session?, hmacKey?}, or {} on a server that has WAHA of its own',
  prepare,
  webhook: { path: '/webhooks/waha', enteredBy: 'program' },
  routes: wahaWebhookRoutes,
  route: ({ baseUrl = '', session = '' }) => ({ number: numberOf(baseUrl, session), account: baseUrl }),
  parse: parseEvent,
  send: sendMessage,
  markRead,
  fetchMedia: fetchFile,
  lookUp,
  linking,
  check,
}

const READ_MS = 10_000

/** WAHA knows a message by its chat alone. */
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
    throw new Error(`the read receipt was not taken: ${explain(answer)}`)
  }
  if (!typing) return
  const body = { session: api.session, chatId }
  await api.call({ method: 'POST', path: '/api/startTyping', body, signal, timeoutMs: READ_MS })
}

async function check(context: Context, _channel: SendingChannel, given: Credentials): Promise<ChannelCheck> {
  const { status, reason, phoneNumber } = await lookAtSession(context, apiOf(context, given))
  if (status === 'connected') return { ok: true, ...(phoneNumber && { phoneNumber }) }
  const why = reason ?? 'The session is starting. Try again in a moment.'
  return { ok: false, reason: why, ...(status !== 'error' && status !== 'degraded' && { status }) }
}
