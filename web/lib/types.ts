import type { OrderStatus } from '../features/orders/status.ts'

/** The API's resources as the screens use them. Ids carry their prefix, times are ISO 8601, money is in minor units. */

export interface Money {
  amount: number
  currency: string
}

export interface Tenant {
  id: string
  name: string
  businessType: string
  locale: string
  timezone: string
  currency: string
  settings: { bot: { enabled: boolean; greeting: string | null } }
  plan?: string
}

export interface Person {
  id: string
  name: string
  email: string
}

export interface Session {
  accessToken: string
  refreshToken: string
  /** Seconds the access token lives. */
  expiresIn: number
}

export interface Me {
  user: Person
  /** Null: a platform administrator who works for no business. */
  tenant: Tenant | null
  role: string
  permissions: string[]
}

export interface Conversation {
  id: string
  status: 'open' | 'pending' | 'resolved' | 'archived'
  priority: string
  contact: { id: string; name: string | null; phone: string | null; username?: string | null }
  channelId: string
  assigneeId: string | null
  unreadCount: number
  lastMessage: { preview: string; direction: 'inbound' | 'outbound'; type: string; at: string; status?: string | null }
  windowExpiresAt: string | null
  waitingSince?: string | null
  snoozedUntil: string | null
  botPaused?: boolean
}

export type MessageStatus = 'received' | 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown'
export type AuthorKind = 'contact' | 'user' | 'bot' | 'campaign' | 'api' | 'system'

export interface Media {
  kind: string
  id?: string
  link?: string
  mimeType?: string
  caption?: string
  filename?: string
  voice?: boolean
  animated?: boolean
}

export interface Place {
  latitude: number
  longitude: number
  name?: string
  address?: string
  url?: string
}

export interface SharedContact {
  name?: string
  organization?: string
  phones?: Array<{ phone?: string; waId?: string; type?: string }>
  emails?: string[]
}

export interface ListSection {
  title?: string
  rows: Array<{ id: string; title: string; description?: string }>
}

/** What a person may tap, or what they tapped; `kind` says which keys are there. */
export interface Interactive {
  kind: string
  body?: string
  header?: string
  footer?: string
  buttons?: Array<{ id: string; title: string }>
  button?: string
  sections?: ListSection[]
  displayText?: string
  url?: string
  id?: string
  title?: string
  description?: string
  name?: string
  response?: unknown
  raw?: unknown
}

export interface ProviderError {
  code: number | string
  title?: string
  message?: string
  details?: string
}

export interface Message {
  id: string
  seq: number
  direction: 'inbound' | 'outbound'
  type: string
  status: MessageStatus
  text?: { body: string }
  media?: Media
  location?: Place
  contacts?: SharedContact[]
  interactive?: Interactive
  button?: { payload?: string; text: string }
  template?: { name: string; language: string; components?: unknown[] }
  reaction?: { providerMessageId: string; emoji: string | null }
  order?: {
    text?: string
    items: Array<{ productId: string; quantity: number; price: number; currency: string }>
  }
  system?: { kind: string; body?: string; newWaId?: string }
  original?: { providerMessageId: string; text?: string }
  forwarded?: boolean
  raw?: unknown
  errors?: ProviderError[]
  error?: ProviderError | null
  replyTo?: string | null
  author: { kind: AuthorKind; id?: string | null; name?: string | null }
  createdAt: string
  providerMessageId?: string | null
}

export interface OrderLine {
  no: number
  code: string
  name: string
  note: string | null
  quantity: number
  unitPrice: Money
  total: Money
}

export interface Order {
  id: string
  number: number
  status: OrderStatus
  /** Where the state machine lets it go from here. */
  nextStatuses: OrderStatus[]
  fulfilment: 'delivery' | 'pickup'
  contact: { id: string | null; name: string | null; phone: string | null }
  conversationId: string | null
  branch: { id: string; name: string } | null
  address: { text?: string; latitude?: number; longitude?: number } | null
  note: string | null
  paymentMethod: 'cash' | 'online'
  total: Money
  lines: OrderLine[]
  createdAt: string
  updatedAt: string
}

export interface Channel {
  id: string
  provider: string
  name: string
  phoneNumber: string | null
  status: 'connecting' | 'qr' | 'connected' | 'degraded' | 'disconnected' | 'error'
  statusReason?: string | null
  webhookUrl?: string | null
  verifyToken?: string | null
  lastInboundAt?: string | null
}

export interface Health {
  status: string
  checks: Record<string, unknown>
}
