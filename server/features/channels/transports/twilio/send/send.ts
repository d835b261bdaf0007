import type { Context } from '../../../../../platform/context.ts'
import { mayRetry, unsendable } from '../../../contract/error-class.ts'
import type { OutboundMessage, ProviderError, SendOutcome } from '../../../contract/message.ts'
import type { Credentials, ReadOptions, SendingChannel } from '../../../contract/transport.ts'
import { objectOf, textOf } from '../../../reading/json.ts'
import type { ProviderAnswer } from '../../call.ts'
import { accountOf } from '../account/account.ts'
import { explain, NO_ACCOUNT } from '../account/check.ts'
import { accountUrl, callTwilio, explained, messagingUrl } from '../api.ts'
import { errorMeaning } from '../codes.ts'
import { ATTEMPT_PARAM } from '../parse/parse.ts'
import { sendForm, Unsendable } from './payloads.ts'

const SEND_MS = 10_000
const UNWRITTEN_RETRY_SECONDS = 5
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
    const error = { code: 'no_account', meaning: 'access_refused', title: NO_ACCOUNT } as const
    return { kind: 'refused', retry: 'never', class: 'stop_channel', error }
  }
  let form: URLSearchParams
  try {
    form = sendForm(message, credentials, statusCallback(context, message.callbackData))
  } catch (error) {
    if (!(error instanceof Unsendable)) throw error
    return { kind: 'refused', retry: 'never', class: 'fix_call', error: unsendable(error.message) }
  }
  const url = accountUrl(context, account, '/Messages.json')
  return outcomeOf(await callTwilio(account, { url, form, signal, timeoutMs: SEND_MS }))
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
  if (answer.kind === 'unwritten') {
    const error = {
      code: 'unreachable',
      meaning: 'provider_unreachable',
      title: 'Twilio could not be reached',
      details: answer.reason,
    } as const
    return {
      kind: 'refused',
      retry: 'later',
      retryAfterSeconds: UNWRITTEN_RETRY_SECONDS,
      unwritten: true,
      class: 'retry',
      error,
    }
  }
  if (answer.kind === 'lost') return { kind: 'unknown', proof: `no answer: ${answer.reason}` }
  const { status, json } = answer
  if (status >= 200 && status < 300) return acceptedOrUnknown(status, json)
  // 408 means that the server gave up waiting, not that it refused.
  if (status < 400 || status >= 500 || status === 408) return { kind: 'unknown', proof: `HTTP ${status}` }
  return refused(answer)
}

function acceptedOrUnknown(status: number, json: unknown): SendOutcome {
  const message = objectOf(json)
  const providerMessageId = textOf(message?.sid)
  if (providerMessageId === undefined) return { kind: 'unknown', proof: `HTTP ${status} without a message id` }
  const state = textOf(message?.status)
  const warnings = state === 'failed' || state === 'undelivered' || state === 'canceled' ? [state] : undefined
  return { kind: 'accepted', providerMessageId, ...(warnings && { warnings }) }
}

function refused({ status, json, retryAfterSeconds: asked }: Extract<ProviderAnswer, { kind: 'answer' }>): SendOutcome {
  const said = explained(json)
  const throttled = status === 429
  if (!said) {
    const meaning = throttled ? 'rate_limited' : status === 401 ? 'access_refused' : 'refused'
    const error: ProviderError = { code: status, meaning, title: `Twilio answered ${status}` }
    if (!throttled)
      return { kind: 'refused', retry: 'never', class: status === 401 ? 'stop_channel' : 'permanent', error }
    const retryAfterSeconds = asked ?? THROTTLED_RETRY_SECONDS
    return { kind: 'refused', retry: 'later', retryAfterSeconds, class: 'slow_number', error }
  }
  const meaning = errorMeaning(said.code)
  const error: ProviderError = { ...said, title: meaning.text }
  const kind = throttled && !mayRetry(meaning) ? 'slow_number' : meaning.class
  if (!mayRetry({ class: kind })) return { kind: 'refused', retry: 'never', class: kind, error }
  const least = meaning.retryAfterSeconds ?? THROTTLED_RETRY_SECONDS
  return { kind: 'refused', retry: 'later', retryAfterSeconds: Math.max(asked ?? 0, least), class: kind, error }
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
