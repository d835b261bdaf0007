import { describe, expect, it } from 'vitest'
import type { Message } from '../../../lib/api/types.ts'
import { message } from '../samples.ts'
import {
  addMessages,
  hasGap,
  knownUpTo,
  messagesOf,
  readFrom,
  setPlayed,
  setStatus,
  type Thread,
} from './thread-cache.ts'

const thread = (...pages: Message[][]): Thread => ({
  pages: pages.map(items => ({ items, nextCursor: null })),
  pageParams: [],
})
const seqs = (given: Thread) => messagesOf(given).map(one => one.seq)

describe('adding messages', () => {
  const start = thread([message(4), message(3)], [message(2), message(1)])

  it('keeps the order of the conversation whatever the order of arrival', () => {
    expect(seqs(addMessages(start, [message(6), message(5)]))).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('knows a message that is there already', () => {
    expect(seqs(addMessages(start, [message(2), message(4)]))).toEqual([1, 2, 3, 4])
  })

  it('an older copy takes no tick away', () => {
    const read = thread([message(1, { direction: 'outbound', status: 'read' })])
    const again = addMessages(read, [message(1, { direction: 'outbound', status: 'sent' })])
    expect(messagesOf(again)[0]!.status).toBe('read')
  })

  it('an empty thread takes its first message', () => {
    expect(seqs(addMessages({ pages: [], pageParams: [] }, [message(1)]))).toEqual([1])
  })
})

describe('gaps', () => {
  it('are noticed, and read from where they begin', () => {
    const gappy = addMessages(thread([message(2), message(1)]), [message(5)])
    expect(hasGap(gappy)).toBe(true)
    expect(knownUpTo(gappy)).toBe(2)
    expect(readFrom(gappy)).toBe(2)
  })

  it('a thread without one is read on from its end', () => {
    const whole = thread([message(2), message(1)])
    expect(hasGap(whole)).toBe(false)
    expect(readFrom(whole)).toBe(2)
  })

  it('a message whose provider id is not known yet is read again', () => {
    expect(readFrom(thread([message(3), message(2, { providerMessageId: null }), message(1)]))).toBe(1)
  })

  it('an empty thread is read from its beginning', () => {
    expect(readFrom(thread([]))).toBe(0)
  })
})

describe('status', () => {
  const one = (status: Message['status']) => thread([message(1, { direction: 'outbound', status })])
  const { id } = message(1)

  it.each([
    ['queued', 'sent'],
    ['sent', 'delivered'],
    ['sent', 'read'],
    ['sent', 'failed'],
    ['unknown', 'delivered'],
  ] as const)('leads from %s to %s', (from, to) => {
    expect(messagesOf(setStatus(one(from), id, to))[0]!.status).toBe(to)
  })

  it.each([
    ['read', 'delivered'],
    ['delivered', 'sent'],
    ['delivered', 'failed'],
    ['sent', 'sending'],
  ] as const)('never leads back from %s to %s', (from, to) => {
    const before = one(from)
    expect(setStatus(before, id, to)).toBe(before)
  })

  it('notes once when a voice note was heard', () => {
    const heard = setPlayed(one('read'), id, '2026-01-01T00:00:00Z')
    expect(messagesOf(heard)[0]).toMatchObject({ status: 'read', playedAt: '2026-01-01T00:00:00Z' })
    expect(setPlayed(heard, id, '2026-01-02T00:00:00Z')).toBe(heard)
  })

  it('keeps the reason of a failure', () => {
    const failed = setStatus(one('sent'), id, 'failed', {
      code: 131026,
      title: 'Not on WhatsApp',
      text: 'The number is not on WhatsApp.',
    })
    expect(messagesOf(failed)[0]!.error?.code).toBe(131026)
  })
})
