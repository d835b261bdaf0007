import type { FastifyReply, FastifyRequest } from 'fastify'
import { perform } from '../calls.ts'
import type { Entry } from '../record/journal.ts'
import type { BusinessNumber } from './accounts/numbers.ts'
import { metaDialect, type Platform } from './platform.ts'
import type { Json } from './rules/checks.ts'

/** How far back the journal is searched. */
const SEARCH_DEPTH = 50_000
const DEFAULT_LIMIT = 25

/**
 * `GET /{phone-number-id}/message_history?message_id=`: what happened to the number's messages. As in Meta's
 * description, it tells neither the recipient nor the attempt. Newest first.
 */
export function handleHistory(
  platform: Platform,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { message_id: only, limit } = request.query as { message_id?: string; limit?: string }
  return perform(platform.calls, metaDialect, reply, {
    kind: 'manage',
    op: 'lookup',
    phoneNumberId: number.id,
    type: 'message_history',
    request: { url: request.url },
    accept: () => {
      const found = eventsOf(platform, number.id, only)
      const most = Number(limit ?? DEFAULT_LIMIT) || DEFAULT_LIMIT
      const data = [...found].slice(0, most).map(([wamid, events]) => ({
        id: idOf(wamid),
        message_id: wamid,
        events: { data: events.toReversed() },
      }))
      return { answer: { status: 200, body: { data } } }
    },
  })
}

function eventsOf(platform: Platform, phoneNumberId: string, only: string | undefined): Map<string, Json[]> {
  const found = new Map<string, Json[]>()
  const uri = platform.numbers.route(platform.numbers.set({ id: phoneNumberId }))?.url
  let looked = 0
  for (const entry of platform.journal.newestFirst()) {
    if (++looked > SEARCH_DEPTH) break
    const mine = entry.provider === undefined && entry.phoneNumberId === phoneNumberId && entry.wamid !== undefined
    if (!mine || (only !== undefined && entry.wamid !== only)) continue
    const isSend = entry.kind === 'send' && entry.accepted === true
    if (entry.kind !== 'status' && !isSend) continue
    const events = found.get(entry.wamid!) ?? []
    found.set(entry.wamid!, events)
    if (entry.kind === 'status') events.push(eventOf(entry, uri))
  }
  return found
}

function eventOf({ seq, type, at, note }: Entry, uri: string | undefined): Json {
  return {
    id: String(2_000_000_000_000_000 + seq),
    delivery_status: String(type).toUpperCase(),
    timestamp: Math.floor(Date.parse(at) / 1000),
    webhook_update_state: note?.dropped ? 'FAILED' : 'DELIVERED',
    application: { id: '1234567890123456' },
    ...(uri && { webhook_uri: uri }),
  }
}

/** A number that stays the same for a message. */
function idOf(wamid: string): string {
  const bytes = Buffer.from(wamid.slice(-12))
  return String(1_000_000_000_000_000 + (bytes.readUIntBE(0, 6) % 1_000_000_000_000_000))
}
