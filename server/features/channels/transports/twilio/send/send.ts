import type { Context } from '../../../../../platform/context.ts'
import { mayRetry } from '../../../contract/error-class.ts'
import type { OutboundMessage, ProviderError, SendOutcome } from '../../../contract/message.ts'
import type { Credentials, ReadOptions, SendingChannel } from '../../../contract/transport.ts'
import { objectOf, textOf } from '../../../reading/json.ts'
import type { ProviderAnswer } from '../../call.ts'
import { acceptedOrUnknown, formOf, refusedForGood, refusedForNow, withoutAnswer } from '../../outcome.ts'
import { accountOf } from '../account/account.ts'
import { explain, NO_ACCOUNT } from '../account/check.ts'
import { accountUrl, callTwilio, explained, messagingUrl } from '../api.ts'
import { errorMeaning } from '../codes.ts'
import { ATTEMPT_PARAM } from '../parse/parse.ts'
import { sendForm } from './payloads.ts'

const SEND_MS = 10_000
const THROTTLED_RETRY_SECONDS = 10
const STATUS_PATH = '/webhooks/twilio/status'

/** Makes one call, and never repeats it; the outcome says what is proven. */
export async function sendMessage(
  context: Context,
  _channel: SendingChannel,
  credentials: Credentials,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const account = accountOf(context.config, credentials)
  if (!account) {
    return refusedForGood('stop_channel', { code: 'no_account', meaning: 'access_refused', title: NO_ACCOUNT })
  }
  const written = formOf(() => sendForm(message, credentials, statusCallback(context, message.callbackData)))
  if ('refused' in written) return written.refused
  const url = accountUrl(context, account, '/Messages.json')
  return outcomeOf(await callTwilio(account, { url, form: written.form, signal, timeoutMs: SEND_MS }))
}

/**
 * The name of our attempt is sent in the callback address: Twilio has no other place for it, and signs the address with
 * the rest.
 */
const statusCallback = ({ config }: Context, callbackData: string): string =>
  `${config.publicUrl}${STATUS_PATH}?${ATTEMPT_PARAM}=${encodeURIComponent(callbackData)}`

/**
 * What an answer proves about a send. Accepted needs an id; refused needs a 4xx, or that nothing was written.
 * Everything else may have been sent and must not be repeated automatically.
 */
export function outcomeOf(answer: ProviderAnswer): SendOutcome {
  if (answer.kind !== 'answer') return withoutAnswer('Twilio', answer)
  const { status, json } = answer
  if (status >= 200 && status < 300) return accepted(status, json)
  // 408 means that the server gave up waiting, not that it refused.
  if (status < 400 || status >= 500 || status === 408) return { kind: 'unknown', proof: `HTTP ${status}` }
  return refused(answer)
}

/** States of a message that Twilio took and knows already that it will not deliver. */
const LOST_STATES = new Set(['failed', 'undelivered', 'canceled'])

function accepted(status: number, json: unknown): SendOutcome {
  const message = objectOf(json)
  const state = textOf(message?.status)
  return acceptedOrUnknown(status, textOf(message?.sid), state && LOST_STATES.has(state) ? state : undefined)
}

function refused({ status, json, retryAfterSeconds: asked }: Extract<ProviderAnswer, { kind: 'answer' }>): SendOutcome {
  const said = explained(json)
  const throttled = status === 429
  if (!said) {
    const meaning = throttled ? 'rate_limited' : status === 401 ? 'access_refused' : 'refused'
    const error: ProviderError = { code: status, meaning, title: `Twilio answered ${status}` }
    if (!throttled) return refusedForGood(status === 401 ? 'stop_channel' : 'permanent', error)
    return refusedForNow('slow_number', error, asked ?? THROTTLED_RETRY_SECONDS)
  }
  const meaning = errorMeaning(said.code)
  const error: ProviderError = { ...said, title: meaning.text }
  const kind = throttled && !mayRetry(meaning) ? 'slow_number' : meaning.class
  if (!mayRetry({ class: kind })) return refusedForGood(kind, error)
  return refusedForNow(kind, error, Math.max(asked ?? 0, meaning.retryAfterSeconds ?? THROTTLED_RETRY_SECONDS))
}

/**
 * Shows that an answer is being written; this also marks the customer's message as read (Twilio, "Typing indicators
 * resource"). Twilio cannot mark it as read in any other way. Throws Twilio's reason when it refuses.
 */
export async function markMessageRead(
  context: Context,
  _channel: SendingChannel,
  credentials: Credentials,
  providerMessageId: string,
  options: ReadOptions,
  signal: AbortSignal,
): Promise<void> {
  if (!options.typing) return
  const account = accountOf(context.config, credentials)
  if (!account) throw new Error(NO_ACCOUNT)
  // For each further file of a message we made an id that Twilio does not know.
  const form = new URLSearchParams({ messageId: providerMessageId.split('.')[0]!, channel: 'whatsapp' })
  const url = messagingUrl(context, '/v2/Indicators/Typing.json')
  const answer = await callTwilio(account, { url, form, signal, timeoutMs: SEND_MS })
  if (answer.kind === 'answer' && answer.status >= 200 && answer.status < 300) return
  throw new Error(`the typing indicator was not taken: ${explain(answer).reason}`)
}
