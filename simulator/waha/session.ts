export type Engine = 'GOWS' | 'NOWEB' | 'WEBJS'

export const SESSION_STATUSES = [
  'STOPPED',
  'STARTING',
  'SCAN_QR_CODE',
  'PASSKEY_REQUIRED',
  'PASSKEY_CONFIRMATION_REQUIRED',
  'WORKING',
  'FAILED',
] as const

export type SessionStatus = (typeof SESSION_STATUSES)[number]
/** The phone that is linked. */
export interface Me {
  id: string
  pushName: string
  lid: string
  /** With the number of the linked device. */
  jid: string
}

/** A message as events and histories show it. */
export interface WahaMessage extends Record<string, unknown> {
  id: string
  timestamp: number
  from: string
  fromMe: boolean
  body: string
  ack: number
  ackName: string
}

export interface SessionConfig extends Record<string, unknown> {
  webhooks?: Hook[]
  metadata?: Record<string, string>
  ignore?: { groups?: boolean | null } | null
}

export interface Session {
  name: string
  status: SessionStatus
  engine: Engine
  config: SessionConfig
  me: Me | null
  statuses: { status: SessionStatus; timestamp: number }[]
  /** Messages of each chat, oldest first. They outlive restarts; webhooks do not. */
  chats: Map<string, WahaMessage[]>
  /** Codes shown since it began to ask for a scan. */
  codes: number
  timer?: NodeJS.Timeout
}

/** A webhook of a session, as its configuration names it. */
export interface Hook {
  url: string
  events?: string[]
  hmac?: { key?: string | null } | null
  retries?: { delaySeconds?: number; attempts?: number; policy?: string } | null
  customHeaders?: { name: string; value: string }[] | null
}
