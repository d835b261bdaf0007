import type { Context } from '../../../../../platform/context.ts'
import type { DeliveryStatus } from '../../../contract/message.ts'
import type { Credentials, LookUp, LostCall, SendingChannel } from '../../../contract/transport.ts'
import { objectOf, textOf } from '../../../reading/json.ts'
import { type Api, apiOf, explain } from '../api.ts'
import { callbackOf, presetId, readMessageId } from '../message-id.ts'
import { ackStatus, isMine } from '../parse/ack.ts'
import { timeOf } from '../webhook/event.ts'
import { resolveChat } from './chat.ts'
import { carriesId } from './payloads.ts'

type Json = Record<string, unknown>

const CALL_MS = 10_000
const PAGE = 25
const PAGES = 4
/** Clocks differ, and a message that is under way is in no history yet. */
const CLOCK_MS = 60_000
/**
 * A phone that is being connected again keeps a call waiting, even when its caller has gone. So only after this time a
 * message that is missing in the history counts as not under way.
 */
const SETTLED_SECONDS = 120

/**
 * Looks for a lost call's message in the history of its chat, by the id that the attempt gave it. That it is missing
 * proves something only when the history reaches back before the call. A message of ours with an id that WhatsApp made
 * may be the lost one, because files get no id of ours. Throws when WAHA is away.
 */
export async function lookUp(
  context: Context,
  channel: SendingChannel,
  credentials: Credentials,
  lost: LostCall,
  signal: AbortSignal,
): Promise<LookUp> {
  if (lost.hasFile) return { kind: 'unsure', reason: 'files get no id of ours, and may be on their way for long' }
  if (!carriesId(lost)) return { kind: 'unsure', reason: `a message of type ${lost.type} gets no id of ours` }
  const api = apiOf(context, credentials)
  const chat = await resolveChat(context, api, channel, lost.to, signal)
  if (chat.kind === 'unchecked') throw new Error(chat.reason)
  if (chat.kind !== 'chat') return { kind: 'unsure', reason: 'the chat of this message is not known' }
  const wanted = presetId(lost.callbackData)
  const from = lost.startedAt.getTime() - CLOCK_MS
  let nameless = false
  for (let page = 0; page < PAGES; page++) {
    const messages = await readPage(api, chat.chatId, page * PAGE, signal)
    for (const message of messages) {
      const bare = readMessageId(message.id)?.bare
      if (bare !== undefined && bare === wanted) return found(bare, message)
      nameless ||= isMine(message, readMessageId(message.id)) && sentSince(message, bare, from)
    }
    const reaches = messages.some(message => timeOf(message.timestamp, new Date(from)).getTime() < from)
    if (reaches) return absentOrUnsure(nameless, lost)
    if (messages.length < PAGE) break
  }
  return { kind: 'unsure', reason: 'the history of this chat does not reach back before the call' }
}

function found(providerMessageId: string, message: Json): LookUp {
  const status = ackStatus(message)
  const known = ['sent', 'delivered', 'read', 'played', 'failed'].includes(status ?? '')
  return { kind: 'found', providerMessageId, ...(known && { status: status as DeliveryStatus }) }
}

const sentSince = (message: Json, bare: string | undefined, from: number): boolean =>
  callbackOf(bare ?? '') === undefined &&
  textOf(message.source) !== 'app' &&
  timeOf(message.timestamp, new Date(from)).getTime() >= from

function absentOrUnsure(nameless: boolean, { age, mayHaveMoved }: LostCall): LookUp {
  if (mayHaveMoved) return { kind: 'unsure', reason: 'the message may have gone to another address of this customer' }
  if (nameless) return { kind: 'unsure', reason: 'a message without an id of ours was sent to this chat at that time' }
  if (age < SETTLED_SECONDS) return { kind: 'unsure', reason: 'the call is too young: its message may be on the way' }
  return { kind: 'absent' }
}

async function readPage(api: Api, chatId: string, offset: number, signal: AbortSignal): Promise<Json[]> {
  const query = new URLSearchParams({ limit: String(PAGE), offset: String(offset), downloadMedia: 'false' })
  query.set('sortBy', 'timestamp')
  query.set('sortOrder', 'desc')
  const path = `/api/${encodeURIComponent(api.session)}/chats/${encodeURIComponent(chatId)}/messages?${query}`
  const answer = await api.call({ method: 'GET', path, signal, timeoutMs: CALL_MS })
  if (answer.kind !== 'answer' || answer.status >= 300 || !Array.isArray(answer.json))
    throw new Error(explain(answer).reason)
  return answer.json.map(objectOf).filter(item => item !== undefined)
}
