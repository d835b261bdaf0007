import type { MergingConversation } from './merge.sql.ts'

/** The parts of a conversation that a merge changes, besides its contact. */
export type ConversationState = Omit<MergingConversation, 'id' | 'channelId' | 'contactId' | 'mergedInto'>

/**
 * The conversation that stays takes over what is still to be done in the other: unread and waiting messages, its
 * assignee and team, and whether the bot is paused. It sleeps only as long as every open one of them does. Answers go where the
 * person wrote last. Pure.
 */
export function absorb(kept: ConversationState, other: ConversationState): ConversationState {
  const newer =
    other.lastInboundAt !== null && (kept.lastInboundAt === null || other.lastInboundAt > kept.lastInboundAt)
  const open = [kept, other].filter(isOpen)
  return {
    ...kept,
    ...(newer && {
      address: other.address,
      addressKind: other.addressKind,
      lastInboundAt: other.lastInboundAt,
      windowExpiresAt: other.windowExpiresAt,
    }),
    status: !isOpen(kept) && isOpen(other) ? other.status : kept.status,
    assigneeId: kept.assigneeId ?? other.assigneeId,
    teamId: kept.teamId ?? other.teamId,
    unreadCount: kept.unreadCount + other.unreadCount,
    waitingSince: earliest(kept.waitingSince, other.waitingSince),
    handedOverAt: earliest(kept.handedOverAt, other.handedOverAt),
    botPausedAt: latest(kept.botPausedAt, other.botPausedAt),
    snoozedUntil: open.every(conversation => conversation.snoozedUntil !== null)
      ? open.reduce<Date | null>((until, conversation) => earliest(until, conversation.snoozedUntil), null)
      : null,
  }
}

const isOpen = ({ status }: ConversationState): boolean => status === 'open' || status === 'pending'

/** What remains of a conversation that was merged into another: its messages, to be read. Pure. */
export const putAway = (conversation: ConversationState): ConversationState => ({
  ...conversation,
  status: 'archived',
  unreadCount: 0,
  waitingSince: null,
  handedOverAt: null,
  snoozedUntil: null,
})

/**
 * Takes back what a conversation took over in a merge: each value that is still as the merge left it becomes what it
 * was before. Later changes stay. Pure.
 *
 * @param gone addresses that belong to the other contact again
 */
export function giveBack(
  now: ConversationState,
  before: ConversationState,
  after: ConversationState,
  gone: ReadonlySet<string>,
): ConversationState {
  const same = (name: keyof ConversationState) => timeless(now[name]) === timeless(after[name])
  const back = <K extends keyof ConversationState>(name: K): ConversationState[K] =>
    same(name) ? before[name] : now[name]
  const mine = !gone.has(now.address)
  return {
    address: mine ? now.address : before.address,
    addressKind: mine ? now.addressKind : before.addressKind,
    lastInboundAt: back('lastInboundAt'),
    windowExpiresAt: back('windowExpiresAt'),
    status: back('status'),
    assigneeId: back('assigneeId'),
    teamId: back('teamId'),
    unreadCount: Math.max(0, now.unreadCount - (after.unreadCount - before.unreadCount)),
    waitingSince: back('waitingSince'),
    handedOverAt: back('handedOverAt'),
    botPausedAt: back('botPausedAt'),
    snoozedUntil: back('snoozedUntil'),
  }
}

const timeless = (value: unknown): string => JSON.stringify(value ?? null)

function earliest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}
