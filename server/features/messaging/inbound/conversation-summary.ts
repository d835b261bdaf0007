import type { InboundMessage } from '../../channels/index.ts'
import { isFreeEntry } from '../conversations/window.ts'
import { isQuiet, isTalk, opensWindow } from '../messages/message-type.ts'
import { previewOf } from '../messages/preview.ts'
import { filedStatus, type MessageStatus } from '../messages/status.ts'

/**
 * What a run of new messages changes in its conversation, in the order they came; one row for `advanceConversations`.
 */
export interface SummaryChange {
  /** How many messages there are, and so how many numbers they need. */
  count: number
  preview: string
  lastType: string
  lastDirection: 'inbound' | 'outbound'
  /** The status of the last message, when the business wrote it. */
  lastStatus: MessageStatus | null
  /** When the customer last did something; this opens the window. */
  inboundAt: Date | null
  /** When the customer came from an ad; an answer then keeps the window open longer. */
  freeEntryAt: Date | null
  /** How many messages of the customer want an answer. */
  heard: number
  /** How many unread messages to add: those after the last answer of a person in this run. */
  unread: number
  /** A person answered on another device: whatever waited before that has been seen and answered. */
  answered: boolean
  /** They talked on the phone, so nobody waits for what was before. */
  talked: boolean
  /** Since when the customer waits: the first message after the last answer of a person in this run. */
  waitingFrom: Date | null
  /** A customer wrote, so a closed or snoozed conversation is opened again. */
  reopens: boolean
  /** The address to which answers go from now on. */
  address: InboundMessage['address'] | null
  /** The group's current name, when its messages tell it. */
  groupName: string | null
  /** Set when everything is from before the number was connected: the time of the newest message. */
  historicAt: Date | null
}

/**
 * Sums up messages. Those from before the number was connected only get their place in the conversation.
 *
 * @param messages of one conversation, at least one
 */
export function summariseMessages(messages: readonly InboundMessage[]): SummaryChange {
  const live = messages.filter(message => !message.historic)
  const last = live.at(-1) ?? messages.at(-1)!
  const advance: SummaryChange = {
    count: messages.length,
    preview: previewOf(last.type, last.content),
    lastType: last.type,
    lastDirection: last.direction,
    lastStatus: last.direction === 'outbound' ? filedStatus(last.status) : null,
    inboundAt: null,
    freeEntryAt: null,
    heard: 0,
    unread: 0,
    answered: false,
    talked: false,
    waitingFrom: null,
    reopens: false,
    address: null,
    groupName: messages.findLast(message => message.groupName !== undefined)?.groupName ?? null,
    historicAt: live.length > 0 ? null : last.at,
  }
  for (const message of live) {
    if (isTalk(message.content)) addTalk(advance, message)
    if (message.direction === 'inbound') addInbound(advance, message)
    else if (message.type === 'call') continue
    else if (!isQuiet(message.type)) Object.assign(advance, { answered: true, unread: 0, waitingFrom: null })
  }
  return advance
}

/** A customer who takes a call opens the window as one who calls does. */
function addTalk(advance: SummaryChange, { at }: InboundMessage): void {
  Object.assign(advance, { talked: true, waitingFrom: null })
  addMoment(advance, at)
}

function addMoment(advance: SummaryChange, at: Date): void {
  if (!advance.inboundAt || at > advance.inboundAt) advance.inboundAt = at
}

function addInbound(advance: SummaryChange, message: InboundMessage): void {
  // In a group answers go to the group.
  if (message.groupId === undefined) advance.address = addressAfter(message)
  if (opensWindow(message.type)) addMoment(advance, message.at)
  if (isFreeEntry(message.content.referral) && (!advance.freeEntryAt || message.at > advance.freeEntryAt))
    advance.freeEntryAt = message.at
  if (isQuiet(message.type) || isTalk(message.content)) return
  advance.heard++
  advance.unread++
  advance.waitingFrom ??= message.at
  advance.reopens = true
}

/**
 * A person who changed their number is answered at the new one. A new user id replaces an old user id, never a number.
 */
function addressAfter({ content, address }: InboundMessage): InboundMessage['address'] {
  const { newWaId, newUserId } = content.system ?? {}
  if (newWaId) return { kind: 'wa_id', value: newWaId }
  return newUserId && address.kind === 'bsuid' ? { kind: 'bsuid', value: newUserId } : address
}
