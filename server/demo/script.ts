import type { MessageContent, MessageType } from '../features/channels/index.ts'

/** Minutes before now. */
export type Ago = number

export const minutes = (count: number): Ago => count
export const hours = (count: number, and = 0): Ago => count * 60 + and
export const days = (count: number, hour = 0, minute = 0): Ago => count * 1440 + hour * 60 + minute

/** What somebody said; bots are not written down, they speak for themselves. */
export type Line =
  | { by: 'customer'; ago: Ago; type: MessageType; content: MessageContent }
  | { by: 'person'; ago: Ago; person: number; text: string; ends: 'read' | 'delivered' | 'failed' }

/** A conversation from its first line on. */
export interface ScriptedConversation {
  /** Digits of a phone, or the id of somebody who shows none. */
  from: string
  name?: string
  lines: Line[]
  /** Index in the business's people. */
  assignee?: number
  status?: 'pending' | 'resolved'
  priority?: 'high' | 'urgent'
  /** The customer's last messages have not been opened yet. */
  unread?: boolean
}

const customer = (ago: Ago, type: MessageType, content: MessageContent): Line => ({
  by: 'customer',
  ago,
  type,
  content,
})

export const says = (ago: Ago, body: string): Line => customer(ago, 'text', { text: { body } })

export const sends = (ago: Ago, kind: 'image' | 'sticker' | 'document', mimeType: string, more: object = {}): Line =>
  customer(ago, kind, { media: { kind, mimeType, ...more } })

export const speaks = (ago: Ago): Line =>
  customer(ago, 'audio', { media: { kind: 'audio', mimeType: 'audio/ogg; codecs=opus', voice: true } })

export const shares = (ago: Ago, latitude: number, longitude: number, name?: string, address?: string): Line =>
  customer(ago, 'location', { location: { latitude, longitude, name, address } })

export const recommends = (ago: Ago, name: string, phone: string): Line =>
  customer(ago, 'contacts', { contacts: [{ name, phones: [{ phone }] }] })

/** Somebody of the business writes. */
export const writes = (
  ago: Ago,
  person: number,
  text: string,
  ends: 'read' | 'delivered' | 'failed' = 'read',
): Line => ({
  by: 'person',
  ago,
  person,
  text,
  ends,
})

/** An order besides those that the bot takes: codes, quantities and notes, and how far it has come. */
export interface DemoOrder {
  /** Whose conversation it belongs to. */
  from: string
  lines: Array<[code: string, quantity: number, note?: string]>
  to: { address: string } | { branch: number }
  /** Placed by phone or at the desk: the conversation does not speak of it. */
  elsewhere?: boolean
  placed: Ago
  moves: Array<['preparing' | 'ready' | 'out_for_delivery' | 'delivered' | 'cancelled', Ago]>
}
