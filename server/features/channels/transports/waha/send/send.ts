import type { Context } from '../../../../../platform/context.ts'
import type { ErrorMeaning } from '../../../contract/error-class.ts'
import type { OutboundMessage, SendOutcome } from '../../../contract/message.ts'
import type { Credentials, SendingChannel } from '../../../contract/transport.ts'
import { applyChannelStates } from '../../../lifecycle/connection-state.ts'
import { objectOf, textOf } from '../../../reading/json.ts'
import { acceptedOrUnknown, refusedForGood, refusedForNow, Unsendable } from '../../outcome.ts'
import { stateOf } from '../account/session-state.ts'
import { type Api, type ApiAnswer, apiOf, messageOf, saysNoSession, wrongStateOf } from '../api.ts'
import { errorMeaning } from '../codes.ts'
import { readMessageId } from '../message-id.ts'
import { resolveChat } from './chat.ts'
import { type SendCall, sendCall, targetOf } from './payloads.ts'

/** A session in the wrong state answers after 10 to 15 seconds. */
const SEND_MS = 20_000
/** WAHA fetches a file from us, and often converts it, before it answers. */
const SEND_FILE_MS = 100_000

/** Makes one call, and never repeats it; the outcome says what is proven. */
export async function sendMessage(
  context: Context,
  channel: SendingChannel,
  credentials: Credentials,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const prepared = await prepareCall(context, channel, credentials, message, signal)
  if ('kind' in prepared) return prepared
  const { api, call } = prepared
  const answer = await api.call({ ...call, signal, timeoutMs: message.file ? SEND_FILE_MS : SEND_MS })
  const status = wrongStateOf(answer)
  if (status !== undefined) await noteState(context, channel, status)
  return outcomeOf(answer, message)
}

/** Everything before the call that counts: when this fails, nothing was written. */
async function prepareCall(
  context: Context,
  channel: SendingChannel,
  credentials: Credentials,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<{ api: Api; call: SendCall } | SendOutcome> {
  try {
    const api = apiOf(context, credentials)
    const chat = await resolveChat(context, api, channel, message.to, signal)
    if (chat.kind === 'no_whatsapp') return refused('no_whatsapp')
    if (chat.kind === 'unchecked') return { ...refused('check_failed', chat.reason), unwritten: true }
    if (chat.kind === 'unsendable') return refused('unsendable', chat.reason)
    const reactedTo = message.type === 'reaction' ? await exactId(api, chat.chatId, message, signal) : undefined
    return { api, call: await sendCall(api.session, chat.chatId, message, reactedTo) }
  } catch (error) {
    if (error instanceof Unsendable) return refused('unsendable', error.message)
    context.log.warn({ err: error, channelId: channel.id }, 'a message could not be prepared for its call')
    return { ...refused('unreachable', error instanceof Error ? error.name : 'unknown'), unwritten: true }
  }
}

const ASK_MS = 3_000
/**
 * A reaction shows only with the whole id of its message, which includes its writer, and in a group the member. WAHA
 * knows it; when it does not answer, the likely form is used.
 */
async function exactId(api: Api, chatId: string, { content }: OutboundMessage, signal: AbortSignal) {
  const likely = targetOf(chatId, content)
  const place = [api.session, 'chats', chatId, 'messages', likely].map(encodeURIComponent).join('/')
  const path = `/api/${place}?downloadMedia=false`
  const answer = await api.call({ method: 'GET', path, signal, timeoutMs: ASK_MS })
  const told = answer.kind === 'answer' && answer.status < 300 ? textOf(objectOf(answer.json)?.id) : undefined
  const same = readMessageId(told)?.bare === content.reaction?.providerMessageId
  return told !== undefined && same ? told : likely
}

/**
 * What an answer proves about a send. Accepted needs an id; refused needs WAHA's own refusal, or that nothing was
 * written. Everything else may have been sent and must not be repeated automatically.
 */
export function outcomeOf(answer: ApiAnswer, message: Pick<OutboundMessage, 'type' | 'callbackData'>): SendOutcome {
  if (answer.kind === 'unwritten') return { ...refused('unreachable', answer.reason), unwritten: true }
  if (answer.kind === 'lost') return { kind: 'unknown', proof: `no answer: ${answer.reason}` }
  const { status, json, retryAfterSeconds } = answer
  if (status >= 200 && status < 300) return accepted(answer, message)
  const said = messageOf(json)
  if (wrongStateOf(answer) !== undefined) return refused('session_not_working', said)
  if (saysNoSession(answer)) return refused(404, said)
  // 408 means that the server gave up waiting, not that it refused; redirects are not followed and prove nothing.
  const refusal = (status >= 400 && status < 500 && status !== 408) || status === 501
  if (!refusal) return { kind: 'unknown', proof: `HTTP ${status}${said ? `: ${said}` : ''}` }
  return refused(status, said, retryAfterSeconds)
}

type Refused = Extract<SendOutcome, { kind: 'refused' }>

function refused(code: number | string, details?: string, retryAfterSeconds = 0): Refused {
  const meaning: ErrorMeaning = errorMeaning(code)
  const error = { code, title: meaning.text, ...(details !== undefined && { details }) }
  const later = meaning.class === 'retry' || meaning.class === 'slow_number' || meaning.class === 'slow_pair'
  if (!later) return refusedForGood(meaning.class, error)
  return refusedForNow(meaning.class, error, Math.max(retryAfterSeconds, meaning.retryAfterSeconds ?? 0))
}

function accepted(
  { status, json, empty }: Extract<ApiAnswer, { kind: 'answer' }>,
  { type, callbackData }: Pick<OutboundMessage, 'type' | 'callbackData'>,
): SendOutcome {
  const providerMessageId = answeredId(json)
  // WEBJS answers a reaction with nothing, not even JSON: then the reaction is set, and its id does not matter, because
  // no later event names it.
  const isSet = providerMessageId === undefined && type === 'reaction' && (empty || json !== undefined)
  return acceptedOrUnknown(status, isSet ? `reaction.${callbackData}` : providerMessageId)
}

/**
 * The id in an answer to a send. WAHA promises `{id: "true_…"}` and gives that with GOWS; NOWEB gives the object of
 * Baileys (`key.id`), WEBJS the web client's (`id._serialized`, `id.id`).
 */
export function answeredId(json: unknown): string | undefined {
  const body = objectOf(json)
  const id = objectOf(body?.id) ?? objectOf(objectOf(body?._data)?.id)
  const candidates = [body?.id, objectOf(body?.key)?.id, id?._serialized, id?.id]
  for (const candidate of candidates) {
    // No engine uses a number as the id of a sent message, so a number must be something else.
    const name = typeof candidate === 'number' ? undefined : readMessageId(candidate)
    if (name) return name.bare
  }
  return undefined
}

/**
 * A session state that a refused send tells is shown at once; when it cannot be stored, the outcome must not be lost.
 */
async function noteState(context: Context, channel: SendingChannel, status: string): Promise<void> {
  const state = stateOf(status, undefined, context.clock.now())
  if (!state) return
  try {
    await context.db.tenant(channel.tenantId, tx => applyChannelStates(context, tx, channel, [state]))
  } catch (error) {
    context.log.warn({ err: error, channelId: channel.id }, 'the state of a session was not kept')
  }
}
