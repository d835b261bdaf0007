import type { Followed } from '../record/follow.ts'

type Json = Record<string, unknown>

/** A WhatsApp number of an account. */
export interface Sender {
  sid: string
  /** `whatsapp:+14155238886`. */
  senderId: string
  configuration: Json
  webhook: Json
  profile: Json
  sinceMs: number
}

/** A piece of content: one meaning, worded for several channels. */
export interface Content {
  sid: string
  account: string
  friendlyName: string
  language: string
  variables: Json
  /** `twilio/text`, `twilio/quick-reply`… */
  types: Record<string, Json>
  createdAt: Date
  approval?: { name: string; category: string; sinceMs: number; forced?: string; reason: string }
}

/** One message as Twilio keeps it. */
export interface TwilioMessage extends Followed {
  provider: 'twilio'
  account: string
  from: string | null
  messagingServiceSid: string | null
  body: string
  statusCallback: string | undefined
  /** Sids of its files. */
  media: string[]
  direction: 'outbound-api' | 'inbound'
  status: string
  errorCode: number | null
  errorMessage: string | null
  createdAt: Date
  sentAt: Date | null
  updatedAt: Date
}

/** A file of a message. */
export interface TwilioFile {
  bytes: Buffer
  mimeType: string
  account: string
  message: string
  createdAt: Date
}
