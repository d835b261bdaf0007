import type { Outcome } from '../../webhooks.ts'
import { type Platform, postAccountWebhook, postWebhook } from '../platform.ts'
import { makeWamid } from '../wamid.ts'
import { contactOf } from './inbound.ts'

type Json = Record<string, unknown>

/** The business wrote on its own phone: `POST /twin/echo`. */
export interface EchoInput {
  phoneNumberId: string
  to?: string
  toUserId?: string
  text?: string
  message?: Json & { type: string }
  id?: string
}

/** What a phone held before it was connected: `POST /twin/history`. */
export interface HistoryInput {
  phoneNumberId: string
  threads: { customer: string; messages: { from: 'customer' | 'business'; text: string; timestamp?: number }[] }[]
  /** The conversations come in this many webhooks, the last one first. Default 1. */
  chunks?: number
  /** The business does not share: one webhook with the error 2593109. */
  refused?: boolean
}

/** A customer stops or resumes marketing: `POST /twin/preferences`. */
export interface PreferenceInput {
  phoneNumberId: string
  from: string
  value: 'stop' | 'resume'
  userId?: string
}

/** Any field of any webhook: `POST /twin/field`. */
export interface FieldInput {
  field: string
  value: unknown
  phoneNumberId?: string
  wabaId?: string
}

const seconds = () => Math.floor(Date.now() / 1000)
const list = (posted: Promise<Outcome> | null): Promise<Outcome>[] => (posted ? [posted] : [])

function frame(platform: Platform, phoneNumberId: string) {
  const number = platform.numbers.find(phoneNumberId) ?? platform.numbers.set({ id: phoneNumberId })
  const metadata = { display_phone_number: number.displayPhoneNumber, phone_number_id: number.id }
  return { number, base: { messaging_product: 'whatsapp', metadata } }
}

/** `smb_message_echoes`: usually without contacts. */
export function injectEcho(platform: Platform, input: EchoInput): { wamid: string; outcomes: Promise<Outcome>[] } {
  const { number, base } = frame(platform, input.phoneNumberId)
  const wamid = input.id ?? makeWamid(input.to ?? input.toUserId ?? '', 'outgoing')
  const content = input.message ?? { type: 'text', text: { body: input.text ?? '' } }
  const echo = {
    from: number.displayPhoneNumber,
    ...(input.to && { to: input.to }),
    ...(input.toUserId && { to_user_id: input.toUserId }),
    id: wamid,
    timestamp: String(seconds()),
    ...content,
  }
  const value = { ...base, message_echoes: [echo] }
  return { wamid, outcomes: list(postWebhook(platform, number, 'echo', value, 'smb_message_echoes')) }
}

/** `history`: chunks carry their order, and arrive in the opposite order. */
export function injectHistory(platform: Platform, input: HistoryInput): Promise<Outcome>[] {
  const { number, base } = frame(platform, input.phoneNumberId)
  const post = (history: Json) =>
    list(postWebhook(platform, number, 'history', { ...base, history: [history] }, 'history'))
  if (input.refused) {
    const message = 'History sharing is turned off by the business from the WhatsApp Business App'
    return post({ errors: [{ code: 2593109, title: message, message, error_data: { details: message } }] })
  }
  const threads = input.threads.map(thread => ({
    id: thread.customer,
    messages: thread.messages.map(one => historic(thread.customer, number.displayPhoneNumber, one)),
  }))
  const chunks = Math.max(1, Math.min(input.chunks ?? 1, threads.length || 1))
  const size = Math.ceil(threads.length / chunks)
  return Array.from({ length: chunks }, (_, no) => no)
    .toReversed()
    .flatMap(no => {
      const progress = Math.round(((no + 1) / chunks) * 100)
      const metadata = { phase: 0, chunk_order: no + 1, progress }
      return post({ metadata, threads: threads.slice(no * size, (no + 1) * size) })
    })
}

function historic(customer: string, business: string, one: HistoryInput['threads'][number]['messages'][number]): Json {
  const incoming = one.from === 'customer'
  return {
    from: incoming ? customer : business,
    ...(!incoming && { to: customer }),
    id: makeWamid(customer, incoming ? 'incoming' : 'outgoing'),
    timestamp: String(one.timestamp ?? seconds() - 86_400),
    type: 'text',
    text: { body: one.text },
    history_context: { status: incoming ? 'READ' : 'DELIVERED' },
  }
}

/** `user_preferences`. */
export function injectPreference(platform: Platform, input: PreferenceInput): Promise<Outcome>[] {
  const { number, base } = frame(platform, input.phoneNumberId)
  const { from, userId, value: wish } = input
  const preference = {
    wa_id: from,
    ...(userId && { user_id: userId }),
    detail: `User requested to ${wish} marketing messages`,
    category: 'marketing_messages',
    value: wish,
    timestamp: seconds(),
  }
  const contacts = [contactOf({ from, ...(userId && { userId }) })]
  const value = { ...base, contacts, user_preferences: [preference] }
  return list(postWebhook(platform, number, 'preference', value, 'user_preferences'))
}

/** Any field, with the value as it is; of a number when one is named, else of the account. */
export function injectField(platform: Platform, { field, value, phoneNumberId, wabaId }: FieldInput) {
  if (phoneNumberId === undefined) return list(postAccountWebhook(platform, wabaId ?? '', field, value))
  const { number } = frame(platform, phoneNumberId)
  return list(postWebhook(platform, number, field, value, field))
}
