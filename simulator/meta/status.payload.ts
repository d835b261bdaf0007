import type { StatusName } from '../misbehaviour/statuses.ts'
import { detailsOf, titleOf } from './errors.ts'

/** What the twin remembers of an accepted send, to report on it. */
export interface SentMessage {
  wamid: string
  phoneNumberId: string
  /** Digits, business-scoped user id or group id. */
  to: string
  addressing: 'phone' | 'bsuid' | 'group'
  attemptId?: string
  type: string
  /** Major version of the Graph API the send used. */
  version: number
  acceptedAtMs: number
}

/** One status on its way into a webhook. */
export interface StatusReport {
  sent: SentMessage
  status: StatusName
  /** Unix seconds. */
  timestamp: number
  /** Reason of `failed`. */
  code?: number
  /** Leaves `biz_opaque_callback_data` out, as no document promises it for every status. */
  withoutCallbackData?: boolean
}

/** `conversation` left the status webhooks with this version, except for free entry points (contracts/README.md). */
const FIRST_VERSION_WITHOUT_CONVERSATION = 24
const CONVERSATION_SECONDS = 24 * 60 * 60
const UNDELIVERABLE = 131026

/** A `statuses[]` element with the fields of the published ones. */
export function statusPayload(report: StatusReport): Record<string, unknown> {
  const { sent, status } = report
  const category = sent.type === 'template' ? 'utility' : 'service'
  return {
    id: sent.wamid,
    status,
    timestamp: String(report.timestamp),
    ...recipient(sent),
    ...(sent.attemptId !== undefined && !report.withoutCallbackData && { biz_opaque_callback_data: sent.attemptId }),
    ...conversation(report, category),
    ...((status === 'sent' || status === 'delivered') && { pricing: pricing(category) }),
    ...(status === 'failed' && { errors: [failure(report.code ?? UNDELIVERABLE)] }),
  }
}

function recipient(sent: SentMessage): Record<string, string> {
  if (sent.addressing === 'bsuid') return { recipient_user_id: sent.to }
  if (sent.addressing === 'group') return { recipient_id: sent.to, recipient_type: 'group' }
  return { recipient_id: sent.to }
}

function conversation(report: StatusReport, category: string): Record<string, unknown> {
  const { sent, status } = report
  if (sent.version >= FIRST_VERSION_WITHOUT_CONVERSATION || status === 'failed' || status === 'read') return {}
  const expiry = Math.floor(sent.acceptedAtMs / 1000) + CONVERSATION_SECONDS
  return {
    conversation: {
      id: conversationId(sent),
      ...(status === 'sent' && { expiration_timestamp: String(expiry) }),
      origin: { type: category },
    },
  }
}

function conversationId(sent: SentMessage): string {
  return Buffer.from(`${sent.phoneNumberId}:${sent.to}`).toString('hex').slice(-32)
}

function pricing(category: string): Record<string, unknown> {
  const free = category === 'service'
  return { billable: !free, pricing_model: 'PMP', type: free ? 'free_customer_service' : 'regular', category }
}

function failure(code: number): Record<string, unknown> {
  return {
    code,
    title: titleOf(code),
    message: titleOf(code),
    error_data: { details: detailsOf(code) },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
}
