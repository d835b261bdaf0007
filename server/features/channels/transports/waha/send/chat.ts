import type { Context } from '../../../../../platform/context.ts'
import { sha256 } from '../../../../../platform/crypto/index.ts'
import type { OutboundMessage } from '../../../contract/message.ts'
import type { SendingChannel } from '../../../contract/transport.ts'
import { objectOf, textOf } from '../../../reading/json.ts'
import { type Api, explain } from '../api.ts'

/** The chat of a message, or why there is none. */
export type Chat =
  | { kind: 'chat'; chatId: string }
  | { kind: 'no_whatsapp' }
  /** Nothing of the message was written. */
  | { kind: 'unchecked'; reason: string }
  | { kind: 'unsendable'; reason: string }

const CHECK_MS = 5_000
/** Numbers rarely change owners. */
const KEEP_SECONDS = 24 * 3600

/**
 * The chat behind an address. A phone that nobody has written from yet is asked about once: WhatsApp knows some numbers
 * in another form (Brazil, Mexico, Argentina), and a linked phone that writes to numbers without WhatsApp loses its
 * account.
 */
export async function resolveChat(
  context: Memory,
  api: Api,
  channel: SendingChannel,
  to: OutboundMessage['to'],
  signal: AbortSignal,
): Promise<Chat> {
  const known = chatOf(to)
  if (known !== undefined) return { kind: 'chat', chatId: known }
  if (to.kind !== 'phone') return { kind: 'unsendable', reason: 'A linked phone reaches people by phone number alone.' }
  const phone = to.value.replace(/\D/g, '')
  const kept = await recall(context, channel, phone)
  if (kept !== undefined) return { kind: 'chat', chatId: kept }
  const found = await checkPhone(api, phone, signal)
  if (found.kind === 'chat') await remember(context, channel, phone, found.chatId)
  return found
}

type Memory = Pick<Context, 'cache' | 'secrets'>

/** A reader of the cache must not learn whose numbers are in it. */
const keyOf = ({ tenantId, id }: SendingChannel, phone: string): string =>
  `t:${tenantId}:waha:chat:${sha256(`${id} ${phone}`).toString('base64url')}`
const placeOf = ({ tenantId, id }: SendingChannel): string => `waha chat/${tenantId}/${id}`

async function remember({ cache, secrets }: Memory, channel: SendingChannel, phone: string, chatId: string) {
  const sealed = await secrets.seal(channel.tenantId, chatId, placeOf(channel))
  await cache.set(keyOf(channel, phone), sealed.toString('base64'), KEEP_SECONDS)
}

/** An entry that cannot be opened, for example after the key was changed, counts as missing. */
async function recall({ cache, secrets }: Memory, channel: SendingChannel, phone: string): Promise<string | undefined> {
  const kept = await cache.get<string>(keyOf(channel, phone))
  if (kept === undefined) return undefined
  try {
    return await secrets.open(channel.tenantId, Buffer.from(kept, 'base64'), placeOf(channel))
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

/** The chat of an address that needs no question: people who wrote before, and groups. */
export function chatOf({ kind, value }: OutboundMessage['to']): string | undefined {
  if (kind === 'group') return value.includes('@') ? value : `${value}@g.us`
  if (kind === 'lid') return value.includes('@') ? value : `${value}@lid`
  if (kind === 'wa_id') return `${value.replace(/\D/g, '')}@c.us`
  return undefined
}

async function checkPhone(api: Api, phone: string, signal: AbortSignal): Promise<Chat> {
  const query = new URLSearchParams({ phone, session: api.session })
  const answer = await api.call({
    method: 'GET',
    path: `/api/contacts/check-exists?${query}`,
    signal,
    timeoutMs: CHECK_MS,
  })
  const found = answer.kind === 'answer' && answer.status < 300 ? objectOf(answer.json) : undefined
  if (found?.numberExists === false) return { kind: 'no_whatsapp' }
  const chatId = textOf(found?.chatId) ?? (found?.numberExists === true ? `${phone}@c.us` : undefined)
  return chatId === undefined ? { kind: 'unchecked', reason: explain(answer).reason } : { kind: 'chat', chatId }
}
