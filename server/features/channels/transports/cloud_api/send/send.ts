import type { Context } from '../../../../../platform/context.ts'
import { mayRetry } from '../../../contract/error-class.ts'
import type { OutboundMessage, ProviderError, SendOutcome } from '../../../contract/message.ts'
import type { Credentials, SendingChannel } from '../../../contract/transport.ts'
import { arrayOf, objectOf, textOf } from '../../../reading/json.ts'
import { acceptedOrUnknown, formOf, refusedForGood, refusedForNow, withoutAnswer } from '../../outcome.ts'
import { explain } from '../account/check.ts'
import { callGraph, GRAPH_VERSION, type GraphAnswer } from '../api.ts'
import { errorMeaning, NO_OBJECT } from '../codes.ts'
import { type UploadResult, uploadFile } from '../media.ts'
import { readError } from '../parse/provider-error.ts'
import { sendPayload } from './payloads.ts'

const SEND_MS = 10_000
const THROTTLED_RETRY_SECONDS = 10
/** For an upload that is still under way: three attempts are long enough for it. */
const UPLOAD_RETRY_SECONDS = 10

const address = ({ config }: Context, channel: SendingChannel, path: string): string =>
  `${config.metaGraphUrl}/${GRAPH_VERSION}/${encodeURIComponent(channel.externalId ?? '')}${path}`

/** Makes one call, and never repeats it; the outcome says what is proven. */
export async function sendMessage(
  context: Context,
  channel: SendingChannel,
  credentials: Credentials,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  let ready = message
  if (message.file) {
    const uploaded = await upload(context, channel, credentials, message.file, signal)
    // Without its file nothing of the message has left, whatever happened to the upload.
    if ('answer' in uploaded) return notUploaded(uploaded.answer)
    ready = withMedia(message, uploaded.id)
  }
  const written = formOf(() => JSON.stringify(sendPayload(ready)))
  if ('refused' in written) return written.refused
  return outcomeOf(await post(context, channel, credentials, written.form, signal))
}

/** When the file or its row cannot be read, nothing of the message has left either. */
async function upload(...[context, channel, ...rest]: Parameters<typeof uploadFile>): Promise<UploadResult> {
  try {
    return await uploadFile(context, channel, ...rest)
  } catch (error) {
    context.log.warn({ err: error, channelId: channel.id }, 'a file could not be read to be given to Meta')
    return { answer: { kind: 'lost', reason: 'the file could not be read' } }
  }
}

function withMedia(message: OutboundMessage, id: string): OutboundMessage {
  const { media, ...rest } = message.content
  if (!media) return message
  const { link: _link, ...about } = media
  return { ...message, content: { ...rest, media: { ...about, id } } }
}

/** What a refused upload means for the message; a lost upload is made again, since no message was written. */
function notUploaded(answer: GraphAnswer): SendOutcome {
  const outcome = outcomeOf(answer)
  if (outcome.kind === 'refused') return outcome
  const details = outcome.kind === 'unknown' ? outcome.proof : 'an answer without an id'
  const title = 'The file could not be given to Meta'
  const error: ProviderError = { code: 'upload_failed', meaning: 'upload_failed', title, details }
  return refusedForNow('retry', error, UPLOAD_RETRY_SECONDS)
}

const post = (context: Context, channel: SendingChannel, credentials: Credentials, body: string, signal: AbortSignal) =>
  callGraph({
    url: address(context, channel, '/messages'),
    method: 'POST',
    accessToken: credentials.accessToken ?? '',
    body,
    signal,
    timeoutMs: SEND_MS,
  })

/**
 * What an answer proves about a send. Accepted needs an id; refused needs a documented refusal, or that nothing was
 * written. Everything else may have been sent and must not be repeated automatically.
 */
export function outcomeOf(answer: GraphAnswer): SendOutcome {
  if (answer.kind !== 'answer') return withoutAnswer('Meta', answer)
  const { status, json } = answer
  if (status >= 200 && status < 300) return accepted(status, json)
  const error = readError(objectOf(json)?.error)
  const documented = error !== undefined && (typeof error.code === 'number' || error.code === NO_OBJECT)
  if (documented) return refusedOrUnknown(answer, error)
  if (status === 429) {
    const error: ProviderError = { code: 429, meaning: 'rate_limited', title: 'Too many requests' }
    return refusedForNow('slow_number', error, answer.retryAfterSeconds ?? THROTTLED_RETRY_SECONDS)
  }
  // A client error without Meta's explanation is still a refusal; 408 means that the server gave up waiting, not that
  // it refused.
  if (status >= 400 && status < 500 && status !== 408) {
    return refusedForGood('permanent', { code: status, meaning: 'refused', title: `Meta answered ${status}` })
  }
  return { kind: 'unknown', proof: `HTTP ${status} without a documented error` }
}

function accepted(status: number, json: unknown): SendOutcome {
  const first = objectOf(arrayOf(objectOf(json)?.messages)[0])
  const state = textOf(first?.message_status)
  return acceptedOrUnknown(status, textOf(first?.id), state === 'accepted' ? undefined : state)
}

function refusedOrUnknown(answer: Extract<GraphAnswer, { kind: 'answer' }>, error: ProviderError): SendOutcome {
  const meaning = errorMeaning(error.code)
  // Meta reports its own failures like this; then it is not known whether the message left before the failure.
  if (answer.status >= 500 && (meaning.vague || !meaning.documented)) {
    return { kind: 'unknown', proof: `HTTP ${answer.status}, code ${error.code}` }
  }
  const told = { ...error, title: meaning.text, details: error.details ?? meaning.nextStep }
  if (!mayRetry(meaning)) return refusedForGood(meaning.class, told)
  const seconds = Math.max(answer.retryAfterSeconds ?? 0, meaning.retryAfterSeconds ?? 0)
  const refused = refusedForNow(meaning.class, told, seconds)
  return meaning.onlyTemplates ? { ...refused, onlyTemplates: true } : refused
}

/** Marks a message, and all before it, as read. Throws Meta's reason when it refuses. */
export async function markMessageRead(
  context: Context,
  channel: SendingChannel,
  credentials: Credentials,
  providerMessageId: string,
  options: { typing?: boolean },
  signal: AbortSignal,
): Promise<void> {
  const body = JSON.stringify({
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: providerMessageId,
    ...(options.typing && { typing_indicator: { type: 'text' } }),
  })
  const answer = await post(context, channel, credentials, body, signal)
  if (answer.kind === 'answer' && answer.status >= 200 && answer.status < 300) return
  throw new Error(`the read receipt was not taken: ${explain(answer).reason}`)
}
