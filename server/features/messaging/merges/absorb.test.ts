import { describe, expect, it } from 'vitest'
import { absorb, type ConversationState } from './absorb.ts'

const conversation = (changes: Partial<ConversationState>): ConversationState => ({
  address: '212612345678',
  addressKind: 'wa_id',
  status: 'open',
  assigneeId: null,
  teamId: null,
  unreadCount: 0,
  lastInboundAt: null,
  windowExpiresAt: null,
  waitingSince: null,
  handedOverAt: null,
  botPausedAt: null,
  snoozedUntil: null,
  ...changes,
})
const SOON = new Date('2026-03-01T10:00:00Z')
const LATER = new Date('2026-03-02T10:00:00Z')

describe('of two conversations that become one', () => {
  it.each<[what: string, kept: Partial<ConversationState>, other: Partial<ConversationState>, until: Date | null]>([
    ['none', { snoozedUntil: LATER }, {}, null],
    ['none', {}, { snoozedUntil: LATER }, null],
    ['the shorter', { snoozedUntil: LATER }, { snoozedUntil: SOON }, SOON],
    ['that of the open one', { snoozedUntil: LATER }, { status: 'resolved' }, LATER],
    ['that of the open one', { status: 'archived' }, { status: 'pending', snoozedUntil: SOON }, SOON],
    ['none', { status: 'resolved' }, { status: 'resolved' }, null],
  ])('%s of the snoozes stays, so that nobody who waits is out of sight', (_what, kept, other, until) => {
    expect(absorb(conversation(kept), conversation({ ...other, unreadCount: 2 }))).toMatchObject({
      snoozedUntil: until,
      unreadCount: 2,
    })
  })
})
