import type { Message, Order } from '../../../lib/api/types.ts'
import type { Unsent } from '../composer/outbox.ts'

export interface Reaction {
  emoji: string
  by: 'contact' | 'business'
}

/** A message with what later messages say about it. */
export interface TimelineMessage {
  message: Message
  /** First message of its writer's turn: a little more space above. */
  first: boolean
  reactions: Reaction[]
  /** The message it answers, when that was read. */
  quoted?: Message
  /** Id of the button or row the customer tapped. */
  tapped?: string
  /** It was sent again as a new message. */
  retried?: boolean
  edited?: boolean
  revoked?: boolean
}

export type TimelineItem =
  | { kind: 'day'; key: string; at: string }
  | ({ kind: 'message'; key: string } & TimelineMessage)
  | { kind: 'order'; key: string; order: Order }
  | { kind: 'unsent'; key: string; entry: Unsent; first: boolean }

/** Whether two items of a timeline look the same; the objects are new each time, but their contents are not. */
export function sameItem(a: TimelineItem, b: TimelineItem): boolean {
  if (a.kind !== b.kind || a.key !== b.key) return false
  const [one, other] = [Object.entries(a), b as unknown as Record<string, unknown>]
  return one.every(
    ([name, value]) => value === other[name] || (name === 'reactions' && sameReactions(value, other[name])),
  )
}

const sameReactions = (a: Reaction[], b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

interface Marks {
  reactions: Map<string, Map<string, Reaction>>
  tapped: Map<string, string>
  retried: Set<string>
  edited: Set<string>
  revoked: Set<string>
  /** Messages that are drawn on another one, not on their own. */
  attached: Set<string>
  byId: Map<string, Message>
}

/**
 * The items of a conversation in the order they are drawn: days, messages with their reactions, orders, unsent replies.
 */
export function buildTimeline(
  messages: Message[],
  orders: Order[],
  unsent: readonly Unsent[],
  dayKey: (at: string) => string,
): TimelineItem[] {
  const marks = collectMarks(messages)
  const drawn = messages.filter(message => !marks.attached.has(message.id))
  const items: TimelineItem[] = []
  const waiting = withinReach(orders, messages)
  let day = ''
  let speaker = ''
  const begin = (at: string) => {
    const next = dayKey(at)
    if (next === day) return
    day = next
    speaker = ''
    items.push({ kind: 'day', key: `day:${next}`, at })
  }
  const putOrder = (order: Order) => {
    begin(order.createdAt)
    speaker = ''
    items.push({ kind: 'order', key: order.id, order })
  }
  for (const message of drawn) {
    while (waiting[0] && waiting[0].createdAt <= message.createdAt) putOrder(waiting.shift()!)
    begin(message.createdAt)
    const now = speakerOf(message)
    items.push({ kind: 'message', key: message.id, ...tell(message, now !== speaker, marks) })
    speaker = now
  }
  for (const order of waiting) putOrder(order)
  for (const entry of unsent) {
    begin(entry.at)
    items.push({ kind: 'unsent', key: entry.key, entry, first: speaker !== 'outbound:user' })
    speaker = 'outbound:user'
  }
  return items
}

/** Orders older than the oldest message that was read appear when the reader scrolls back that far. */
function withinReach(orders: Order[], messages: Message[]): Order[] {
  const oldest = messages[0]
  return orders
    .filter(order => !oldest || oldest.seq === 1 || order.createdAt >= oldest.createdAt)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
}

const speakerOf = (message: Message) => `${message.direction}:${message.author.kind}`

function tell(message: Message, first: boolean, marks: Marks): TimelineMessage {
  return {
    message,
    first,
    reactions: [...(marks.reactions.get(message.id)?.values() ?? [])],
    quoted: message.replyToMessageId ? marks.byId.get(message.replyToMessageId) : undefined,
    tapped: marks.tapped.get(message.id),
    retried: marks.retried.has(message.id) || undefined,
    edited: marks.edited.has(message.id) || undefined,
    revoked: marks.revoked.has(message.id) || undefined,
  }
}

function collectMarks(messages: Message[]): Marks {
  const marks: Marks = {
    reactions: new Map(),
    tapped: new Map(),
    retried: new Set(),
    edited: new Set(),
    revoked: new Set(),
    attached: new Set(),
    byId: new Map(),
  }
  const choices: Message[] = []
  for (const message of messages) {
    marks.byId.set(message.id, message)
    if (message.retryOf) marks.retried.add(message.retryOf)
    if (message.reaction) react(message, marks)
    if (message.original) follow(message, marks)
    const { interactive } = message
    if (interactive?.kind === 'buttons' || interactive?.kind === 'list') choices.push(message)
    if (message.direction === 'inbound' && interactive && 'id' in interactive)
      tap(message, interactive.id, choices, marks)
  }
  return marks
}

function react(message: Message, marks: Marks): void {
  const target = marks.byId.get(message.reaction!.messageId ?? '')
  if (!target) return
  marks.attached.add(message.id)
  const by = message.direction === 'inbound' ? 'contact' : 'business'
  const here = marks.reactions.get(target.id) ?? new Map<string, Reaction>()
  const { emoji } = message.reaction!
  if (emoji) here.set(by, { emoji, by })
  else here.delete(by)
  marks.reactions.set(target.id, here)
}

function follow(message: Message, marks: Marks): void {
  const target = marks.byId.get(message.original!.messageId ?? '')
  if (!target) return
  if (message.type === 'revoke') marks.revoked.add(target.id)
  if (message.type === 'edit') marks.edited.add(target.id)
}

/** A tap belongs to the message it answers; without one, to the newest message that offered this choice. */
function tap(message: Message, id: string, choices: Message[], marks: Marks): void {
  const answered = marks.byId.get(message.replyToMessageId ?? '')
  const target = answered && choices.includes(answered) ? answered : choices.findLast(choice => offers(choice, id))
  if (target) marks.tapped.set(target.id, id)
}

function offers({ interactive }: Message, id: string): boolean {
  if (interactive?.kind === 'buttons') return interactive.buttons.some(button => button.id === id)
  return interactive?.kind === 'list' && interactive.sections.some(({ rows }) => rows.some(row => row.id === id))
}
