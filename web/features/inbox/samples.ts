import type { Conversation, Message, Order } from '../../lib/api/types.ts'

/** Rows for tests, complete but for what a test is about. */

export const message = (seq: number, extra: Partial<Message> = {}): Message => ({
  id: `msg_${String(seq).padStart(32, '0')}`,
  conversationId: `conv_${'1'.padStart(32, '0')}`,
  seq,
  direction: 'inbound',
  type: 'text',
  status: extra.direction === 'outbound' ? 'sent' : 'received',
  text: { body: `message ${seq}` },
  author: { kind: extra.direction === 'outbound' ? 'user' : 'contact' },
  createdAt: `2026-11-21T10:${String(seq).padStart(2, '0')}:00.000Z`,
  providerAt: null,
  providerMessageId: `wamid.${seq}`,
  replyToMessageId: null,
  retryOf: null,
  error: null,
  ...extra,
})

export const conversation = (no: number, extra: Partial<Conversation> = {}): Conversation => ({
  id: `conv_${String(no).padStart(32, '0')}`,
  status: 'open',
  priority: 'normal',
  kind: 'direct',
  group: null,
  mergedIntoId: null,
  contact: { id: `con_${no}`, name: `Contact ${no}`, phone: `+21260000000${no}`, optedOutAt: null },
  channelId: 'chn_1',
  assigneeId: null,
  assignee: null,
  unreadCount: 0,
  lastMessage: { preview: 'hi', direction: 'inbound', type: 'text', status: null, at: `2026-11-21T10:0${no}:00.000Z` },
  windowExpiresAt: null,
  waitingSince: null,
  handedOverAt: null,
  snoozedUntil: null,
  botPaused: false,
  lastSeq: 1,
  labels: [],
  createdAt: '2026-11-21T10:00:00.000Z',
  ...extra,
})

export const order = (number: number, extra: Partial<Order> = {}): Order => ({
  id: `ord_${String(number).padStart(32, '0')}`,
  number,
  status: 'confirmed',
  nextStatuses: ['preparing', 'cancelled'],
  fulfilment: 'delivery',
  contact: { id: 'con_1', name: 'Contact 1', phone: '+212600000001' },
  conversationId: 'conv_1',
  branch: null,
  address: null,
  note: null,
  paymentMethod: 'cash',
  total: { amount: 8600, currency: 'SAR', digits: 2 },
  lines: [],
  createdAt: `2026-11-21T10:${String(number % 60).padStart(2, '0')}:30.000Z`,
  updatedAt: '2026-11-21T10:00:30.000Z',
  ...extra,
})
