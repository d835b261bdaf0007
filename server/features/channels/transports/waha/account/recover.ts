import type { Context } from '../../../../../platform/context.ts'
import { newId } from '../../../../../platform/ids/index.ts'
import type { Credentials, SendingChannel } from '../../../contract/transport.ts'
import type { NewRawEvent } from '../../../deliveries/raw-event.sql.ts'
import { rawEventStoreOf } from '../../../deliveries/store.ts'
import { objectOf, textOf } from '../../../reading/json.ts'
import { type Api, apiOf, explain } from '../api.ts'
import { readJid } from '../jid.ts'
import { readMessageId } from '../message-id.ts'
import { isMine } from '../parse/ack.ts'
import { timeOf } from '../webhook/event.ts'

type Json = Record<string, unknown>

const CALL_MS = 15_000
/** The engines' own data makes messages large; a page of this size stays far below a megabyte. */
const CHATS = 20
const MESSAGES = 25
/** A gap with more than this is read only so far; the rest stays in WAHA. */
const MOST_CHATS = 500
const MOST_MESSAGES = 500
/** Messages that we are sending now get into the tables by the answers to their calls. */
const UNDER_WAY_MS = 120_000
const STORE_AT_ONCE = 200
const NO_HISTORY = new Set([400, 501])

/**
 * Reads the chats of a session from `since` on, and stores each message as the event that WAHA would have sent; a
 * message that is stored already has no second effect. Throws when WAHA is away, so that the same time is read again.
 *
 * @returns `until`: everything before this time is stored. Our own youngest messages are left out, and `until` lies
 * before them: what somebody has just typed on the phone is read next time.
 */
export async function recover(
  context: Context,
  channel: SendingChannel,
  credentials: Credentials,
  since: Date,
): Promise<{ stored: number; until: Date }> {
  const api = apiOf(context, credentials)
  const now = context.clock.now()
  const missed: Json[] = []
  for (const chatId of await chatsSince(api, since)) missed.push(...(await messagesSince(api, chatId, since)))
  const due = missed
    .filter(message => isDue(message, now))
    .sort((a, b) => timeOf(a.timestamp, now).getTime() - timeOf(b.timestamp, now).getTime())
  for (let at = 0; at < due.length; at += STORE_AT_ONCE) {
    const part = due.slice(at, at + STORE_AT_ONCE)
    await rawEventStoreOf(context).add(part.map(message => eventOf(message, channel, api.session, now)))
  }
  return { stored: due.length, until: new Date(now.getTime() - UNDER_WAY_MS) }
}

/** The newest chats come first, so reading ends with the first chat that has nothing new. */
async function chatsSince(api: Api, since: Date): Promise<string[]> {
  const ids = new Set<string>()
  for (let offset = 0; offset < MOST_CHATS; offset += CHATS) {
    const page = await list(api, `chats/overview?limit=${CHATS}&offset=${offset}`)
    const fresh = page.filter(chat => timeOf(objectOf(chat.lastMessage)?.timestamp, since) >= since)
    const before = ids.size
    for (const chat of fresh) ids.add(chatIdOf(chat) ?? '')
    // A server that does not know pages answers with all chats every time.
    if (page.length < CHATS || ids.size === before) break
  }
  ids.delete('')
  return [...ids]
}

/** Stories, channels and lists are no conversations. */
function chatIdOf(chat: Json): string | undefined {
  const id = textOf(chat.id) ?? textOf(objectOf(chat.id)?._serialized)
  const kind = readJid(id)?.kind
  return kind === undefined || kind === 'other' ? undefined : id
}

async function messagesSince(api: Api, chatId: string, since: Date): Promise<Json[]> {
  const messages: Json[] = []
  const query = new URLSearchParams({ limit: String(MESSAGES), downloadMedia: 'false', sortBy: 'timestamp' })
  query.set('sortOrder', 'desc')
  query.set('filter.timestamp.gte', String(Math.floor(since.getTime() / 1000)))
  for (let offset = 0; offset < MOST_MESSAGES; offset += MESSAGES) {
    query.set('offset', String(offset))
    const page = await list(api, `chats/${encodeURIComponent(chatId)}/messages?${query}`)
    // Not every engine knows the filter.
    const fresh = page.filter(message => timeOf(message.timestamp, since) >= since)
    messages.push(...fresh)
    if (page.length < MESSAGES || fresh.length < page.length) break
  }
  return messages
}

async function list(api: Api, what: string): Promise<Json[]> {
  const path = `/api/${encodeURIComponent(api.session)}/${what}`
  const answer = await api.call({ method: 'GET', path, timeoutMs: CALL_MS })
  // An engine without histories, or with its store switched off, has nothing to read: asking again does not change
  // that.
  if (answer.kind === 'answer' && NO_HISTORY.has(answer.status)) return []
  if (answer.kind !== 'answer' || answer.status >= 300 || !Array.isArray(answer.json))
    throw new Error(explain(answer).reason)
  return answer.json.map(objectOf).filter(item => item !== undefined)
}

function isDue(message: Json, now: Date): boolean {
  const name = readMessageId(message.id)
  const age = now.getTime() - timeOf(message.timestamp, now).getTime()
  return name !== undefined && (!isMine(message, name) || age > UNDER_WAY_MS)
}

function eventOf(payload: Json, channel: SendingChannel, session: string, now: Date): NewRawEvent {
  const id = `recovered_${readMessageId(payload.id)?.bare ?? ''}`
  const event = { id, timestamp: now.getTime(), event: 'message.any', session, payload }
  return {
    id: newId(),
    tenantId: channel.tenantId,
    channelId: channel.id,
    provider: 'waha',
    quarantine: null,
    headers: JSON.stringify({ 'content-type': 'application/json', 'x-tawsil-reconciled': now.toISOString() }),
    body: Buffer.from(JSON.stringify(event)),
  }
}
