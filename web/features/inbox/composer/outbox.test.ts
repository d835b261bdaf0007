import { describe, expect, it } from 'vitest'
import { message } from '../samples.ts'
import { stillUnsent, type Unsent } from './outbox.ts'

const entry = (key: string, extra: Partial<Unsent> = {}): Unsent => ({
  key,
  conversationId: 'c',
  body: { type: 'text', text: { body: 'hello' } },
  at: '2026-11-21T10:00:00.000Z',
  error: null,
  ...extra,
})
const mine = (seq: number, extra = {}) =>
  message(seq, { direction: 'outbound', text: { body: 'hello' }, author: { kind: 'user', id: 'usr_1' }, ...extra })
const keys = (unsent: Unsent[]) => unsent.map(one => one.key).join('')

describe('a reply on its way', () => {
  it('is drawn until its message is there', () => {
    expect(keys(stillUnsent([entry('a')], [], 'usr_1'))).toBe('a')
    expect(keys(stillUnsent([entry('a')], [mine(1)], 'usr_1'))).toBe('')
  })

  it('the same words twice are two replies', () => {
    expect(keys(stillUnsent([entry('a'), entry('b')], [mine(1)], 'usr_1'))).toBe('b')
  })

  it('is not taken for what a colleague, the bot or the customer said', () => {
    expect(keys(stillUnsent([entry('a')], [mine(1, { author: { kind: 'user', id: 'usr_2' } })], 'usr_1'))).toBe('a')
    expect(keys(stillUnsent([entry('a')], [mine(1, { author: { kind: 'bot' } })], 'usr_1'))).toBe('a')
    expect(keys(stillUnsent([entry('a')], [mine(1, { direction: 'inbound' })], 'usr_1'))).toBe('a')
  })

  it('is not taken for something said before', () => {
    expect(keys(stillUnsent([entry('a')], [mine(1, { createdAt: '2026-11-21T09:00:00.000Z' })], 'usr_1'))).toBe('a')
  })
})
