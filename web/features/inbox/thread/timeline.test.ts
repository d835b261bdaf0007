import { describe, expect, it } from 'vitest'
import type { Message } from '../../../lib/api/types.ts'
import type { Unsent } from '../composer/outbox.ts'
import { message, order } from '../samples.ts'
import { buildTimeline, sameItem, type TimelineItem, type TimelineMessage } from './timeline.ts'

const build = (messages: Message[], orders = [] as ReturnType<typeof order>[], unsent: Unsent[] = []) =>
  buildTimeline(messages, orders, unsent, at => at.slice(0, 10))
const told = (items: TimelineItem[], seq: number) =>
  items.find(
    (item): item is { kind: 'message'; key: string } & TimelineMessage =>
      item.kind === 'message' && item.message.seq === seq,
  )
const kinds = (items: TimelineItem[]) => items.map(item => item.kind)

describe('days and turns', () => {
  it('a day is named once, before its first message', () => {
    const items = build([message(1), message(2), message(3, { createdAt: '2026-11-22T08:00:00Z' })])
    expect(kinds(items)).toEqual(['day', 'message', 'message', 'day', 'message'])
  })

  it('the first message of a turn stands a little apart', () => {
    const items = build([
      message(1),
      message(2),
      message(3, { direction: 'outbound', author: { kind: 'bot' } }),
      message(4, { direction: 'outbound' }),
    ])
    expect([1, 2, 3, 4].map(seq => told(items, seq)!.first)).toEqual([true, false, true, true])
  })
})

describe('reactions', () => {
  const react = (seq: number, emoji: string | null, target: string | null = message(1).id) =>
    message(seq, {
      type: 'reaction',
      text: undefined,
      reaction: { messageId: target, providerMessageId: 'wamid.1', emoji },
    })

  it('are drawn on the message they are about, the last one counts', () => {
    const items = build([message(1), react(2, '👍'), react(3, '❤️')])
    expect(kinds(items)).toEqual(['day', 'message'])
    expect(told(items, 1)!.reactions).toEqual([{ emoji: '❤️', by: 'contact' }])
  })

  it('can be taken back', () => {
    expect(told(build([message(1), react(2, '👍'), react(3, null)]), 1)!.reactions).toEqual([])
  })

  it('to a message that is not read stand by themselves', () => {
    expect(kinds(build([react(2, '👍', null)]))).toEqual(['day', 'message'])
  })
})

describe('what the customer tapped', () => {
  const buttons = (seq: number) =>
    message(seq, {
      direction: 'outbound',
      type: 'interactive',
      text: undefined,
      interactive: { kind: 'buttons', body: '?', buttons: [{ id: 'yes', title: 'Yes' }] },
    })
  const tap = (seq: number, extra: Partial<Message> = {}) =>
    message(seq, {
      type: 'interactive',
      text: undefined,
      interactive: { kind: 'button_reply', id: 'yes', title: 'Yes' },
      ...extra,
    })

  it('is marked on the message it answers', () => {
    const items = build([buttons(1), buttons(2), tap(3, { replyToMessageId: message(1).id })])
    expect(told(items, 1)!.tapped).toBe('yes')
    expect(told(items, 2)!.tapped).toBeUndefined()
    expect(told(items, 3)!.quoted?.seq).toBe(1)
  })

  it('without a reference is marked on the newest that offered it', () => {
    const items = build([buttons(1), buttons(2), tap(3)])
    expect(told(items, 2)!.tapped).toBe('yes')
  })
})

it('edited and deleted messages say so', () => {
  const items = build([
    message(1),
    message(2),
    message(3, { type: 'edit', original: { messageId: message(1).id, providerMessageId: 'wamid.1' } }),
    message(4, {
      type: 'revoke',
      text: undefined,
      original: { messageId: message(2).id, providerMessageId: 'wamid.2' },
    }),
  ])
  expect(told(items, 1)!.edited).toBe(true)
  expect(told(items, 2)!.revoked).toBe(true)
})

describe('orders', () => {
  it('stand where they were placed', () => {
    expect(kinds(build([message(1), message(2)], [order(1)]))).toEqual(['day', 'message', 'order', 'message'])
  })

  it('from before what is read wait until the reader goes back that far', () => {
    const early = order(1, { createdAt: '2026-11-20T00:00:00Z' })
    expect(kinds(build([message(7)], [early]))).toEqual(['day', 'message'])
    expect(kinds(build([message(1)], [early]))).toEqual(['day', 'order', 'day', 'message'])
  })
})

it('what is not sent yet stands at the end', () => {
  const entry: Unsent = {
    key: 'k',
    conversationId: 'c',
    body: { type: 'text', text: { body: 'hi' } },
    at: '2026-11-21T11:00:00Z',
    error: null,
  }
  expect(kinds(build([message(1)], [], [entry]))).toEqual(['day', 'message', 'unsent'])
})

describe('an item that is built anew', () => {
  const messages = [message(1), message(2)]
  const reaction = message(3, {
    type: 'reaction',
    text: undefined,
    reaction: { messageId: message(2).id, providerMessageId: 'wamid.2', emoji: '👍' },
  })

  it('is the same as long as nothing about it changed', () => {
    const [before, after] = [build(messages), build([...messages, message(4)])]
    expect(before.every((item, index) => sameItem(item, after[index]!))).toBe(true)
  })

  it('is another one when somebody reacts, and when its status moves', () => {
    const before = told(build(messages), 2)!
    expect(sameItem(before, told(build([...messages, reaction]), 2)!)).toBe(false)
    expect(sameItem(before, told(build([messages[0]!, { ...messages[1]!, status: 'read' }]), 2)!)).toBe(false)
  })
})
