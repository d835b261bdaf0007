import type { InboundMessage } from '../../channels/index.ts'
import { isQuiet, opensWindow } from '../messages/message-type.ts'
import { previewOf } from '../messages/preview.ts'
import { filedStatus, type MessageStatus } from '../messages/status.ts'
import { isFreeEntry } from '../messages/window.ts'

/** What a run of new messages does to its conversation, in the order they came; one row for `advanceConversations`. */
export interface SummaryChange {
  /** Messages, hence numbers to hand out. */
  count: number
  preview: string
  lastType: string
  lastDirection: 'inbound' | 'outbound'
  /** How far the last one is, when the business wrote it. */
  lastStatus: MessageStatus | null
  /** The newest moment at which the customer did something; opens the window. */
  inboundAt: Date | null
  /** When the customer came from an ad; an answer then keeps the window open longer. */
  freeEntryAt: Date | null
  /** Messages of the customer that want an answer. */
  heard: number
  /** Unread messages to add, after the last human answer among these. */
  unread: number
  /** A human answered on another device: whatever waited before it has been seen and answered. */
  answered: boolean
  /** Since when the customer waits, counted from the last human answer among these. */
  waitingFrom: Date | null
  /** A customer wrote: a closed or snoozed conversation comes back. */
  reopens: boolean
  /** Where answers go from now on. */
  address: InboundMessage['address'] | null
  /** How a group is called now, when its messages say so. */
  groupName: string | null
  /** Everything is from before the number was connected; when the newest of it was written. */
  historicAt: Date | null
}

/**
 * What is from before the number was connected has its place in the thread and does nothing else.
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
    waitingFrom: null,
    reopens: false,
    address: null,
    groupName: messages.findLast(message => message.groupName !== undefined)?.groupName ?? null,
    historicAt: live.length > 0 ? null : last.at,
  }
  for (const message of live) {
    if (message.direction === 'inbound') addInbound(advance, message)
    else if (!isQuiet(message.type)) Object.assign(advance, { answered: true, unread: 0, waitingFrom: null })
  }
  return advance
}

function addInbound(advance: SummaryChange, message: InboundMessage): void {
  // In a group answers go to the group.
  if (message.groupId === undefined) advance.address = addressAfter(message)
  if (opensWindow(message.type) && (!advance.inboundAt || message.at > advance.inboundAt))
    advance.inboundAt = message.at
  if (isFreeEntry(message.content.referral) && (!advance.freeEntryAt || message.at > advance.freeEntryAt))
    advance.freeEntryAt = message.at
  if (isQuiet(message.type)) return
  advance.heard++
  advance.unread++
  advance.waitingFrom ??= message.at
  advance.reopens = true
}

/** Who changed their number is answered at the new one. A new user id takes the place of the old one, never that of a number. */
function addressAfter({ content, address }: InboundMessage): InboundMessage['address'] {
  const { newWaId, newUserId } = content.system ?? {}
  if (newWaId) return { kind: 'wa_id', value: newWaId }
  return newUserId && address.kind === 'bsuid' ? { kind: 'bsuid', value: newUserId } : address
}
